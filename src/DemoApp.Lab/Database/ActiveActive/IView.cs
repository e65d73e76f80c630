namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// What can be seen of the keys, kept by somebody else. Each call says what is so now, and may be made again.
/// A call for an element of a key that is not there makes the key; the last element's removal ends it, its expiry with it.
/// </summary>
internal interface IView
{
    void Delete(ReadOnlySpan<byte> key);

    /// <summary>Sets the text and leaves the expiry as it is; with <paramref name="expires"/> false the key has none.</summary>
    void SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool expires = true);

    void HashSet(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value);

    void HashDelete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field);

    void SetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member);

    void SetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member);

    void SortedSetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member, double score);

    void SortedSetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member);

    /// <summary>Sets all 16,384 registers and leaves the expiry as it is.</summary>
    void SetHyperLogLog(ReadOnlySpan<byte> key, ReadOnlySpan<byte> registers);

    /// <summary>The key ends at this time (milliseconds since 1970).</summary>
    void ExpireAt(ReadOnlySpan<byte> key, long milliseconds);

    void Persist(ReadOnlySpan<byte> key);
}
