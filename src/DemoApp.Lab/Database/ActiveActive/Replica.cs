namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The Active-Active state of one site: pure, without I/O. One thread at a time.
/// </summary>
internal sealed class Replica(ReplicaId self, StampClock clock)
{
    public ReplicaId Self => self;

    public StampClock Clock => clock;

    public DotContext Context { get; } = new();

    /// <summary>Applies an effect of any replica, in any order; false when it was known already.</summary>
    public bool Apply(Effect effect, IView view) => throw new NotImplementedException();

    /// <summary>Takes over all that the snapshot has and this replica has not, removals included.</summary>
    public void Merge(Snapshot snapshot, IView view) => throw new NotImplementedException();

    /// <summary>A copy of the state, independent of what follows.</summary>
    public Snapshot Save() => throw new NotImplementedException();

    /// <summary>Writes all that is visible now: for a view that is empty.</summary>
    public void Show(IView view) => throw new NotImplementedException();

    /// <summary>A number that changes whenever the key does: for WATCH.</summary>
    public long VersionOf(ReadOnlySpan<byte> key) => throw new NotImplementedException();

    /// <summary>The other sites whose word is needed before anything is forgotten.</summary>
    public void SetPeers(IEnumerable<string> sites) => throw new NotImplementedException();

    /// <summary>A peer tells what it has.</summary>
    public void Learn(ReplicaId peer, DotContext seen) => throw new NotImplementedException();

    /// <summary>Forgets what every peer has seen; ends keys whose time is over. Returns effects to log and send, as any other.</summary>
    public IReadOnlyList<Effect> Collect(IView view) => throw new NotImplementedException();

    /// <summary>A hash of all that is visible now; equal at two sites that agree.</summary>
    public ulong ContentDigest() => throw new NotImplementedException();

    /// <summary>A hash of the whole state, without what may be forgotten; equal at two sites that have the same effects.</summary>
    public ulong StateDigest() => throw new NotImplementedException();
}
