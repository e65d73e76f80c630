namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>When a key ends, as one effect said it; <see cref="ExpiryChange.Never"/> for PERSIST.</summary>
internal readonly record struct ExpiryEntry(Dot Dot, long At);
