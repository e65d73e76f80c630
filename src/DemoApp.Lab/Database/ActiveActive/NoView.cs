namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>For a replica whose visible state is written as a whole later, or never.</summary>
internal sealed class NoView : IView
{
    public static readonly NoView Instance = new();

    private NoView()
    {
    }

    public void Delete(ReadOnlySpan<byte> key)
    {
    }

    public void SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool expires = true)
    {
    }

    public void HashSet(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
    }

    public void HashDelete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field)
    {
    }

    public void SetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member)
    {
    }

    public void SetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member)
    {
    }

    public void SortedSetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member, double score)
    {
    }

    public void SortedSetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member)
    {
    }

    public void SetHyperLogLog(ReadOnlySpan<byte> key, ReadOnlySpan<byte> registers)
    {
    }

    public void ExpireAt(ReadOnlySpan<byte> key, long milliseconds)
    {
    }

    public void Persist(ReadOnlySpan<byte> key)
    {
    }
}
