using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>A view that is a node: writes RESP commands into a buffer and counts the replies to come.</summary>
internal sealed class NodeView(IBufferWriter<byte> to) : IView
{
    /// <summary>How many commands were written since <see cref="Reset"/>, each of which the node answers.</summary>
    public int Commands { get; private set; }

    public void Reset() => Commands = 0;

    public void Delete(ReadOnlySpan<byte> key) => Write("DEL"u8, key);

    public void SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool expires = true)
    {
        if (expires)
        {
            Write("SET"u8, key, value, "KEEPTTL"u8);
        }
        else
        {
            // The node does this one quicker.
            Write("SET"u8, key, value);
        }
    }

    public void HashSet(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value) => Write("HSET"u8, key, field, value);

    public void HashDelete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field) => Write("HDEL"u8, key, field);

    public void SetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Write("SADD"u8, key, member);

    public void SetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Write("SREM"u8, key, member);

    public void SortedSetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member, double score)
    {
        Span<byte> digits = stackalloc byte[32];
        Write("ZADD"u8, key, Format(score, digits), member);
    }

    public void SortedSetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Write("ZREM"u8, key, member);

    public void SetHyperLogLog(ReadOnlySpan<byte> key, ReadOnlySpan<byte> registers)
    {
        var bytes = new byte[HyperLogLogBytes.DenseLength];
        HyperLogLogBytes.WriteDense(registers, bytes);
        SetString(key, bytes);
    }

    public void ExpireAt(ReadOnlySpan<byte> key, long milliseconds)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(milliseconds, digits, out var length);
        Write("PEXPIREAT"u8, key, digits[..length]);
    }

    public void Persist(ReadOnlySpan<byte> key) => Write("PERSIST"u8, key);

    private static ReadOnlySpan<byte> Format(double score, Span<byte> to)
    {
        if (double.IsInfinity(score))
        {
            return score > 0 ? "+inf"u8 : "-inf"u8;
        }

        score.TryFormat(to, out var length, "R", CultureInfo.InvariantCulture);
        return to[..length];
    }

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> key) => Head(2, name, key);

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> key, ReadOnlySpan<byte> a)
    {
        Head(3, name, key);
        RespWriter.WriteBulk(to, a);
    }

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> key, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Head(4, name, key);
        RespWriter.WriteBulk(to, a);
        RespWriter.WriteBulk(to, b);
    }

    private void Head(int count, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        Commands++;
        RespWriter.WriteArrayHeader(to, count);
        RespWriter.WriteBulk(to, name);
        RespWriter.WriteBulk(to, key);
    }
}
