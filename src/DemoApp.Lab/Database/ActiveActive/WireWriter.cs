using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Writes the payload of one record: version, kind, the names of the replicas it speaks of, then the body with short numbers. Reused.
/// </summary>
internal sealed class WireWriter
{
    public const byte Version = 1;

    private readonly ArrayBufferWriter<byte> body = new(256);
    private readonly ArrayBufferWriter<byte> head = new(64);
    private readonly List<ReplicaId> replicas = [];

    /// <summary>Bytes gathered since the last <see cref="Flush"/>.</summary>
    public int Length => body.WrittenCount;

    public void Number(ulong value)
    {
        var span = body.GetSpan(10);
        body.Advance(Put(span, value));
    }

    public void Number(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Count(int value) => Number((ulong)value);

    public void Fixed(long bits)
    {
        BinaryPrimitives.WriteInt64LittleEndian(body.GetSpan(8), bits);
        body.Advance(8);
    }

    public void Byte(byte value)
    {
        body.GetSpan(1)[0] = value;
        body.Advance(1);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        body.Write(value);
    }

    public void Replica(ReplicaId replica)
    {
        var index = replicas.IndexOf(replica);
        if (index < 0)
        {
            index = replicas.Count;
            replicas.Add(replica);
        }

        Count(index);
    }

    public void Dot(Dot dot)
    {
        Replica(dot.Replica);
        Number((ulong)dot.Sequence);
    }

    public void Dots(IReadOnlyCollection<Dot> dots)
    {
        Count(dots.Count);
        foreach (var dot in dots)
        {
            Dot(dot);
        }
    }

    public void Vector(VersionVector vector)
    {
        Count(vector.Entries.Length);
        foreach (var (replica, sequence) in vector.Entries)
        {
            Dot(new Dot(replica, sequence));
        }
    }

    /// <summary>Writes what was gathered as one record and starts anew.</summary>
    public void Flush(IBufferWriter<byte> to, RecordKind kind)
    {
        head.ResetWrittenCount();
        var span = head.GetSpan(12);
        span[0] = Version;
        span[1] = (byte)kind;
        head.Advance(2 + Put(span[2..], (ulong)replicas.Count));
        foreach (var replica in replicas)
        {
            var name = Encoding.UTF8.GetBytes(replica.Name);
            head.Advance(Put(head.GetSpan(10), (ulong)name.Length));
            head.Write(name);
        }

        RecordCodec.Write(to, head.WrittenSpan, body.WrittenSpan);
        body.ResetWrittenCount();
        replicas.Clear();
    }

    private static int Put(Span<byte> to, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            to[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        to[length++] = (byte)value;
        return length;
    }
}
