using System.Buffers.Binary;

namespace DemoApp.Lab.KubeApi.Spdy;

internal enum FrameType
{
    Data = 0,
    SynStream = 1,
    SynReply = 2,
    RstStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    Headers = 8,
    WindowUpdate = 9,
}

/// <summary>
/// One frame: eight bytes of header, then the payload. For data the stream is in the header; control frames have theirs, if any, in
/// the first word of the payload.
/// </summary>
internal readonly record struct Frame(FrameType Type, byte Flags, uint Stream, ReadOnlyMemory<byte> Payload)
{
    public const int HeaderLength = 8;
    public const byte Fin = 1;
    private const uint ControlBit = 0x8000_0000;
    private const uint ControlWord = 0x8003_0000;
    private const int MaxControlLength = 64 * 1024;

    public bool IsLast => (Flags & Fin) != 0;

    /// <summary>The n-th 32-bit word of the payload.</summary>
    /// <exception cref="SpdyException">The payload ends before it.</exception>
    public uint Word(int n) => BinaryPrimitives.TryReadUInt32BigEndian(Payload.Span[Math.Min(4 * n, Payload.Length)..], out var word)
        ? word : throw new SpdyException($"a {Type} frame of {Payload.Length} bytes");

    /// <exception cref="SpdyException">Another version, or a control frame of a size nobody sends.</exception>
    public static (FrameType Type, byte Flags, uint Stream, int Length) ReadHeader(ReadOnlySpan<byte> header)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(header);
        var second = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var (flags, length) = ((byte)(second >> 24), (int)(second & 0xFF_FFFF));
        if ((first & ControlBit) == 0)
        {
            return (FrameType.Data, flags, first, length);
        }
        if ((first & 0xFFFF_0000) != ControlWord || (first & 0xFFFF) == 0 || length > MaxControlLength)
        {
            throw new SpdyException($"a frame that begins with {first:x8} {second:x8}");
        }
        return ((FrameType)(first & 0xFFFF), flags, 0, length);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderLength + Payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Type == FrameType.Data ? Stream : ControlWord | (uint)Type);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)(Flags << 24 | Payload.Length));
        Payload.CopyTo(bytes.AsMemory(HeaderLength));
        return bytes;
    }
}
