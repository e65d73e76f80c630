namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The Active-Active state of one site: pure, without I/O. One thread at a time. Invariants: the state is a function of the set of effects
/// applied (and of what was forgotten, which nothing visible depends on); the view equals what <see cref="Show"/> would write.
/// </summary>
internal sealed class Replica
{
    private readonly KeyStore store = new();
    private readonly KeyEdit edit = new();
    private readonly EffectApplication application;
    private readonly Peers peers;

    public Replica(ReplicaId self, StampClock clock)
    {
        Self = self;
        Clock = clock;
        application = new EffectApplication(store);
        peers = new Peers(store.Context);
    }

    public ReplicaId Self { get; }

    public StampClock Clock { get; }

    /// <summary>The effects applied. Not to be changed by others; clone it to keep it.</summary>
    public DotContext Context => store.Context;

    public int KeyCount => store.Keys.Count;

    /// <summary>How many keys, cells, runs, removals to come there are beyond what is visible: for the tests of forgetting.</summary>
    public int MetadataCount => Metadata.Count(store);

    /// <summary>Applies an effect of any replica, in any order; false when it was known already.</summary>
    public bool Apply(Effect effect, IView view)
    {
        if (!store.Context.Add(effect.Dot))
        {
            return false;
        }

        Clock.Observe(effect.Time);
        edit.Begin(store.GetOrAdd(effect.Key), Clock.Now);
        application.Apply(effect, edit);
        edit.Finish(view);
        return true;
    }

    /// <summary>Takes over all that the snapshot has and this replica has not, removals included.</summary>
    public void Merge(Snapshot snapshot, IView view)
    {
        Clock.Observe(snapshot.Time);
        new SnapshotMerge(store, snapshot).Run(view, Clock.Now, edit);
    }

    /// <summary>A copy of the state, independent of what follows.</summary>
    public Snapshot Save() => new()
    {
        Context = store.Context.Clone(),
        Time = Clock.Last,
        Keys = store.Keys.ToDictionary(pair => pair.Key, pair => pair.Value.Clone(), ByteKeys.Instance),
        Pending = store.Pending.Clone(),
    };

    /// <summary>The state itself: to be used before the next change, to write it without a copy.</summary>
    public Snapshot Borrow() => new() { Context = store.Context, Time = Clock.Last, Keys = store.Keys, Pending = store.Pending };

    /// <summary>Writes all that is visible now: for a view that is empty.</summary>
    public void Show(IView view)
    {
        var now = Clock.Now;
        foreach (var state in store.Keys.Values)
        {
            ViewWriter.Show(state, Visible.PartOf(state, now), view);
        }
    }

    /// <summary>Writes one key as it is visible now, whatever the view has of it.</summary>
    public void Show(byte[] key, IView view)
    {
        view.Delete(key);
        if (store.Find(key) is { } state)
        {
            ViewWriter.Show(state, Visible.PartOf(state, Clock.Now), view);
        }
    }

    /// <summary>The keys that can be seen now.</summary>
    public IEnumerable<byte[]> VisibleKeys()
    {
        var now = Clock.Now;
        return store.Keys.Values.Where(state => Visible.PartOf(state, now) != Part.None).Select(state => state.Key);
    }

    /// <summary>A number that changes whenever the key does: for WATCH.</summary>
    public long VersionOf(ReadOnlySpan<byte> key) => store.Find(key)?.Version ?? 0;

    /// <summary>The other sites whose word is needed before anything is forgotten.</summary>
    public void SetPeers(IEnumerable<string> sites) => peers.Set(sites.Where(site => site != Self.Site));

    /// <summary>
    /// A peer tells what it has. A site that comes back as a new replica tells so to every peer, with an empty context, before it takes a
    /// snapshot from any; and of the replica it was, each peer has what it had received without a gap (links carry a log in its order).
    /// </summary>
    public void Learn(ReplicaId peer, DotContext seen) => peers.Learn(peer, seen, Clock.Now);

    /// <summary>Forgets what every peer has seen; ends keys whose time is over. Returns effects to log and send, as any other.</summary>
    public Effect[] Collect(IView view)
    {
        var author = new Author(this, view);
        new Stability(store, peers, author).Collect(Clock.Now);
        return author.Take();
    }

    /// <summary>A hash of all that is visible now; equal at two sites that agree.</summary>
    public ulong ContentDigest() => Digest.OfContent(store, Clock.Now);

    /// <summary>A hash of the whole state, without what may be forgotten; equal at two sites that have the same effects.</summary>
    public ulong StateDigest() => Digest.OfState(store);

    internal KeyState? Find(ReadOnlySpan<byte> key) => store.Find(key);

    /// <summary>
    /// Brings a key's state near the processor. To find one takes several waits for memory in a row; looks at many keys, none of which
    /// needs another's result, wait all at once.
    /// </summary>
    /// <returns>Of no meaning.</returns>
    internal long Prefetch(ReadOnlySpan<byte> key) => store.Find(key) is { Text: { } text } state
        ? state.Expiry.Length + text.EntryCount + (text.Runs.IsEmpty ? 0 : text.Runs[^1].Last + text.Runs[^1].Base.Sequence)
        : 0;

    /// <summary>Applies an effect of this replica's own, which in general the view has executed already.</summary>
    internal void ApplyOwn(Effect effect, IView view, bool isViewBehind)
    {
        store.Context.Add(effect.Dot);
        edit.Begin(store.GetOrAdd(effect.Key), Clock.Now);
        application.Apply(effect, edit);
        if (isViewBehind)
        {
            edit.Finish(view);
        }
        else
        {
            edit.FinishOwn(view);
        }
    }
}
