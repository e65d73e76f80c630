namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>What a record holds. Written to files: never renumber.</summary>
internal enum RecordKind : byte
{
    Effects = 1,
    Context = 2,
    SnapshotHead = 3,
    SnapshotKey = 4,
    SnapshotEnd = 5,
}
