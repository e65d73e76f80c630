using System.Buffers.Binary;
using System.Text;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Reads the payload of one record. Never throws: after the first thing that cannot be, <see cref="IsBroken"/> is true and all that is
/// read is empty. The checksum has passed by then, so this is about other versions and other programs' bytes.
/// </summary>
internal ref struct WireReader
{
    private readonly ReplicaId[] replicas = [];
    private ReadOnlySpan<byte> rest;

    public WireReader(ReadOnlySpan<byte> payload, RecordKind kind)
    {
        rest = payload;
        if (Byte() != WireWriter.Version || Byte() != (byte)kind)
        {
            Break();
            return;
        }

        var names = new ReplicaId[Count(2)];
        for (var i = 0; i < names.Length && !IsBroken; i++)
        {
            names[i] = Name();
        }

        replicas = IsBroken ? [] : names;
    }

    public bool IsBroken { get; private set; } = false;

    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>Which kind of record the payload is, before it is read.</summary>
    public static RecordKind KindOf(ReadOnlySpan<byte> payload) =>
        payload.Length >= 2 && payload[0] == WireWriter.Version ? (RecordKind)payload[1] : 0;

    public ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        Break();
        return 0;
    }

    public long Signed() => Number() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    /// <summary>How many follow, each of at least so many bytes: more than there can be is broken.</summary>
    public int Count(int bytesEach)
    {
        var count = Number();
        if (count > (ulong)(rest.Length / bytesEach))
        {
            Break();
            return 0;
        }

        return (int)count;
    }

    public long Fixed()
    {
        if (rest.Length < 8)
        {
            Break();
            return 0;
        }

        var value = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[8..];
        return value;
    }

    public byte Byte()
    {
        if (rest.IsEmpty)
        {
            Break();
            return 0;
        }

        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    public byte[] Bytes() => Span().ToArray();

    /// <summary>Bytes of the payload itself.</summary>
    public ReadOnlySpan<byte> Span()
    {
        var length = Count(1);
        var value = rest[..length];
        rest = rest[length..];
        return value;
    }

    public ReplicaId Replica()
    {
        var index = Number();
        if (index < (ulong)replicas.Length)
        {
            return replicas[index];
        }

        Break();
        return default;
    }

    public Dot Dot()
    {
        var replica = Replica();
        var sequence = (long)Number();
        if (sequence <= 0)
        {
            Break();
        }

        return new Dot(replica, sequence);
    }

    public Dot[] Dots()
    {
        var dots = new Dot[Count(2)];
        for (var i = 0; i < dots.Length; i++)
        {
            dots[i] = Dot();
        }

        return dots;
    }

    public VersionVector Vector()
    {
        var vector = new VersionVector();
        for (var left = Count(2); left > 0; left--)
        {
            var dot = Dot();
            vector.Raise(dot.Replica, dot.Sequence);
        }

        return vector;
    }

    public void Break()
    {
        IsBroken = true;
        rest = default;
    }

    private ReplicaId Name()
    {
        var name = Bytes();
        if (name.Length is 0 or > 256)
        {
            Break();
            return default;
        }

        return ReplicaId.Of(Encoding.UTF8.GetString(name));
    }
}
