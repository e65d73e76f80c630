namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// What could be read of a snapshot. When something is missing, its context holds only the dots that were found, so that a peer's
/// state can be merged without taking the missing for deleted; the site must then go on as a new replica.
/// </summary>
internal sealed record SnapshotReading(Snapshot Snapshot, bool IsWhole, int DamagedRecords, int MissingKeys);
