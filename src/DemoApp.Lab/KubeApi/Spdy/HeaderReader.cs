using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DemoApp.Lab.KubeApi.Spdy;

/// <summary>
/// Reads the header blocks of one connection: one zlib stream over all of them, begun with <see cref="HeaderDictionary"/>.
/// .NET's inflater takes no dictionary, so it is fed one first, as a stored block whose output is thrown away.
/// </summary>
internal sealed class HeaderReader : IDisposable
{
    private const int ZlibHeaderLength = 6;
    private const int MaxInflated = 256 * 1024;
    private readonly Feed feed = new();
    private readonly DeflateStream inflater;
    private bool started;

    public HeaderReader() => inflater = new DeflateStream(feed, CompressionMode.Decompress);

    /// <exception cref="SpdyException">The block cannot be inflated, or is not what its lengths say.</exception>
    public IReadOnlyDictionary<string, string> Read(ReadOnlyMemory<byte> block)
    {
        try
        {
            return Parse(Inflate(started ? block : Start(block)));
        }
        catch (InvalidDataException e)
        {
            throw new SpdyException($"bad header block: {e.Message}");
        }
    }

    public void Dispose() => inflater.Dispose();

    private ReadOnlyMemory<byte> Start(ReadOnlyMemory<byte> block)
    {
        if (block.Length < ZlibHeaderLength || BinaryPrimitives.ReadUInt32BigEndian(block.Span[2..]) != HeaderDictionary.Id)
        {
            throw new SpdyException("the headers are not compressed with SPDY/3's dictionary");
        }
        started = true;
        feed.Put(StoredBlock.Of(HeaderDictionary.Bytes));
        inflater.ReadExactly(new byte[HeaderDictionary.Bytes.Length]);
        return block[ZlibHeaderLength..];
    }

    private byte[] Inflate(ReadOnlyMemory<byte> block)
    {
        feed.Put(block);
        using var output = new MemoryStream();
        var buffer = new byte[4096];
        for (int count; (count = inflater.Read(buffer)) > 0;)
        {
            output.Write(buffer, 0, count);
            if (output.Length > MaxInflated)
            {
                throw new SpdyException($"a header block over {MaxInflated} bytes");
            }
        }
        return output.ToArray();
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> block)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var left = Number(ref block); left > 0; left--)
        {
            headers[Text(ref block)] = Text(ref block);
        }
        return headers;
    }

    private static string Text(ref ReadOnlySpan<byte> block)
    {
        var length = Number(ref block);
        if (length > (uint)block.Length)
        {
            throw new SpdyException("a header longer than its block");
        }
        var text = Encoding.UTF8.GetString(block[..(int)length]);
        block = block[(int)length..];
        return text;
    }

    private static uint Number(ref ReadOnlySpan<byte> block)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(block, out var number))
        {
            throw new SpdyException("a header block cut short");
        }
        block = block[4..];
        return number;
    }

    /// <summary>What the inflater reads from: one block at a time, and nothing between them.</summary>
    private sealed class Feed : DuplexStream
    {
        private ReadOnlyMemory<byte> rest;

        public void Put(ReadOnlyMemory<byte> block) => rest = block;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = Math.Min(count, rest.Length);
            rest[..taken].CopyTo(buffer.AsMemory(offset));
            rest = rest[taken..];
            return taken;
        }
    }
}
