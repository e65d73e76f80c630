using DemoApp.Testdb.Probing;

namespace DemoApp.Testdb.Routes;

/// <summary>What is held of one member of a route. Pure; <see cref="RouteMember"/> swaps it whole.</summary>
/// <param name="Seen">What the prober saw last.</param>
/// <param name="Epoch">Grows when a request that failed here may try again: with a new connection, or after a look at the old.</param>
/// <param name="SteadySince">Timestamp from which on it has answered without a break; null: it does not.</param>
internal sealed record MemberState(PingResult Seen, int Epoch, long? SteadySince)
{
    public static readonly MemberState Unseen = new(new(TestdbStatus.Unknown, null, "not asked yet"), 0, null);

    /// <summary>A request met a failure or a silence here, and the prober has not looked since.</summary>
    public Doubt Doubt { get; init; }

    /// <summary>The error reply that stands until a probe shows that it is over.</summary>
    public PingResult? Complaint { get; init; }

    public bool IsServing => Seen.IsServing && Doubt == Doubt.None;

    public bool IsDown => Seen.Status is TestdbStatus.Refused or TestdbStatus.Silent;

    /// <summary>The prober saw it answer, <paramref name="fresh"/>: on a new connection.</summary>
    public MemberState Answered(PingResult seen, bool fresh, long now) =>
        new(seen, fresh || Doubt == Doubt.Failed || !Seen.IsServing ? Epoch + 1 : Epoch, SteadySince ?? now);

    public MemberState Lost(PingResult seen) => new(seen, Epoch, null) { Complaint = Complaint };

    /// <summary>From here on it has to answer anew without a break.</summary>
    public MemberState Unsettled() => this with { SteadySince = null };

    /// <summary>A request doubts what it used. What has been looked at or replaced since is not in doubt.</summary>
    public MemberState Doubted(Doubt doubt, int epoch, PingResult? complaint) => epoch != Epoch || doubt <= Doubt ? this : this with
    {
        Doubt = doubt,
        Complaint = complaint ?? Complaint,
        // A silence may be the request's own; a failure is not.
        SteadySince = doubt == Doubt.Failed ? null : SteadySince,
    };
}

/// <summary>In the order of their weight.</summary>
internal enum Doubt
{
    None,

    /// <summary>An answer takes long.</summary>
    Slow,

    /// <summary>The connection failed, or the database complained.</summary>
    Failed,
}
