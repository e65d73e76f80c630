using System.Buffers;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>A view that is a node: writes RESP commands into a buffer and counts the replies to come.</summary>
internal sealed class NodeView(IBufferWriter<byte> to) : IView
{
    public int Commands { get; private set; }

    public void Delete(ReadOnlySpan<byte> key) => Write("DEL"u8, key);

    public void SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Write("SET"u8, key, value, "KEEPTTL"u8);

    public void HashSet(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value) => Write("HSET"u8, key, field, value);

    public void HashDelete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field) => Write("HDEL"u8, key, field);

    public void SetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Write("SADD"u8, key, member);

    public void SetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Write("SREM"u8, key, member);

    public void SortedSetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member, double score) => throw new NotImplementedException();

    public void SortedSetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Write("ZREM"u8, key, member);

    public void SetHyperLogLog(ReadOnlySpan<byte> key, ReadOnlySpan<byte> registers) => throw new NotImplementedException();

    public void ExpireAt(ReadOnlySpan<byte> key, long milliseconds) => throw new NotImplementedException();

    public void Persist(ReadOnlySpan<byte> key) => Write("PERSIST"u8, key);

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
