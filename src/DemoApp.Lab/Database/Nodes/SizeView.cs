using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>Adds up about how much memory a node would take that is shown this.</summary>
internal sealed class SizeView : IView
{
    /// <summary>Of a record or of an element of an object, besides its bytes.</summary>
    private const int Overhead = 64;

    public long Bytes { get; private set; }

    public void SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool expires = true) => Add(key, value);

    public void HashSet(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value) => Add(field, value);

    public void SetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Add(member, []);

    public void SortedSetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member, double score) => Add(member, member);

    public void SetHyperLogLog(ReadOnlySpan<byte> key, ReadOnlySpan<byte> registers) => Add(key, registers);

    public void Delete(ReadOnlySpan<byte> key)
    {
    }

    public void HashDelete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field)
    {
    }

    public void SetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member)
    {
    }

    public void SortedSetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member)
    {
    }

    public void ExpireAt(ReadOnlySpan<byte> key, long milliseconds)
    {
    }

    public void Persist(ReadOnlySpan<byte> key)
    {
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Bytes += Overhead + name.Length + value.Length;
}
