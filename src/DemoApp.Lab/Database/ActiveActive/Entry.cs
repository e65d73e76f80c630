namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>One written value of a cell.</summary>
internal readonly struct Entry(Dot dot, ulong time, Content content)
{
    public readonly Dot Dot = dot;

    public readonly ulong Time = time;

    public readonly Content Content = content;

    public Stamp Stamp => new(Time, Dot.Replica);
}
