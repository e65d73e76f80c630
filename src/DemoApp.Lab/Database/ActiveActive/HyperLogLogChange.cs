namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Raises registers. It counts only where its author knew every DEL of the key: those in <paramref name="Deletions"/> or within
/// <paramref name="Seen"/>. So DEL wins over a concurrent PFADD.
/// </summary>
internal sealed record HyperLogLogChange(VersionVector Deletions, VersionVector Seen, (ushort Index, byte Value)[] Registers);
