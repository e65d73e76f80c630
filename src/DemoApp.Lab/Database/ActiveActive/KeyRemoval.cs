namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// What its author had seen of a key: all entries up to the vector, and those named beyond it; the runs of increments as they stood.
/// Small however many elements the key has, but for counters in it.
/// </summary>
internal sealed class KeyRemoval
{
    public required VersionVector Seen { get; init; }

    public Dot[] Beyond { get; init; } = [];

    public ElementReset[] Resets { get; init; } = [];

    /// <summary>True when its author saw a HyperLogLog here: DEL wins over what is added to it concurrently.</summary>
    public bool EndsHyperLogLog { get; init; }
}
