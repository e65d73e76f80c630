namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>What a local write does to the expiry of its key.</summary>
internal readonly record struct ExpiryWrite(bool Keeps, long? At)
{
    public static readonly ExpiryWrite Keep = new(true, null);

    /// <summary>As SET without KEEPTTL: what was seen is removed; unlike PERSIST it does not win over a concurrent EXPIRE.</summary>
    public static readonly ExpiryWrite Clear = new(false, null);

    public static ExpiryWrite Until(long milliseconds) => new(false, milliseconds);

    public ExpiryChange? Of(KeyState? state) =>
        Keeps || (At is null && state is not { Expiry.Length: > 0 })
            ? null
            : new ExpiryChange(state is { Expiry.Length: > 0 } ? [.. state.Expiry.Select(entry => entry.Dot)] : [], At);
}
