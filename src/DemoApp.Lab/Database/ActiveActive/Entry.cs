namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// One written value of a cell. The text's and fields' in <paramref name="Value"/>, a member's score in <paramref name="Score"/>.
/// </summary>
internal readonly record struct Entry(Dot Dot, ulong Time, byte[]? Value, double Score)
{
    public Stamp Stamp => new(Time, Dot.Replica);
}
