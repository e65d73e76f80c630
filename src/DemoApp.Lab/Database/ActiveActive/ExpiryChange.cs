namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Replaces the expiry entries that were seen.</summary>
/// <param name="Removed">The entries seen.</param>
/// <param name="At">Milliseconds since 1970; <see cref="Never"/> for PERSIST; null when the seen ones are only removed.</param>
internal sealed record ExpiryChange(Dot[] Removed, long? At)
{
    public const long Never = long.MaxValue;
}
