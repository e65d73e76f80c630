namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>What the other sites are known to have seen. Nothing is forgotten before each of them has spoken.</summary>
internal sealed class Peers(DotContext own)
{
    private readonly Dictionary<string, Peer?> sites = new(StringComparer.Ordinal);

    public IEnumerable<string> Sites => sites.Keys;

    public void Set(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        foreach (var gone in sites.Keys.Where(site => !wanted.Contains(site)).ToList())
        {
            sites.Remove(gone);
        }

        foreach (var site in wanted)
        {
            sites.TryAdd(site, null);
        }
    }

    public void Learn(ReplicaId replica, DotContext seen, long now)
    {
        if (!sites.TryGetValue(replica.Site, out var peer))
        {
            return;
        }

        // A site that came back as a new replica knows only what it says now.
        if (peer is null || peer.Replica != replica)
        {
            sites[replica.Site] = peer = new Peer(replica);
        }

        peer.Seen.Join(seen);
        peer.HeardAt = now;
    }

    /// <summary>
    /// Every peer has seen the effect, and all that a peer made before it saw the effect is here: nothing that contradicts it can still
    /// come.
    /// </summary>
    public bool IsSettled(Dot dot)
    {
        foreach (var peer in sites.Values)
        {
            if (peer is null || !peer.Seen.Contains(dot) ||
                own.Contiguous[peer.Replica] < peer.Seen.Contiguous[peer.Replica])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Settled, and no peer has seen more of the replica (which may live no more) than is here.</summary>
    public bool IsSettled(Dot dot, ReplicaId owner)
    {
        if (!IsSettled(dot))
        {
            return false;
        }

        foreach (var peer in sites.Values)
        {
            if (!own.Covers(peer!.Seen, owner))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Every peer has spoken since.</summary>
    public bool HeardAllSince(long time)
    {
        foreach (var peer in sites.Values)
        {
            if (peer is null || peer.HeardAt < time)
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Peer(ReplicaId replica)
    {
        public ReplicaId Replica => replica;

        public DotContext Seen { get; } = new();

        public long HeardAt { get; set; }
    }
}
