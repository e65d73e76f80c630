namespace DemoApp.Lab.Database.Links;

/// <summary>How one direction between two sites is. The default is a link that has nothing.</summary>
internal sealed record LinkConditions
{
    public static readonly LinkConditions Good = new();

    /// <summary>Nothing passes; what was on the way is lost.</summary>
    public bool Cut { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>The delay varies by up to this much, either way.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>0 to 1: the share of transmissions that are lost and made again, as a stream connection does.</summary>
    public double Loss { get; init; }

    /// <summary>Null: no limit.</summary>
    public long? BytesPerSecond { get; init; }
}
