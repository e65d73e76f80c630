namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The parts of a key that live side by side. Written to files: never renumber.</summary>
internal enum Part : byte
{
    None = 0,
    Text = 1,
    Hash = 2,
    Set = 3,
    SortedSet = 4,
    HyperLogLog = 5,
    Expiry = 6,
}
