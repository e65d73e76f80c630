using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Links;

/// <summary>
/// Finds what only this link can bring its target: effects of replicas that the source has and that no one else will send. Those of a site
/// that went before its own links had delivered them everywhere, and those of a replica that a site no longer is. No log of the source has
/// them, so they go with its whole state.
/// </summary>
/// <remarks>
/// A site that reaches the source is taken to reach the target too, sooner or later: what it still sends is its own business. So nothing is
/// relayed while the sites are well, and what is stranded does not grow, which bounds the states sent for it.
/// </remarks>
internal sealed class LinkRelay(SiteLink link, LiveSite source, TimeProvider time)
{
    /// <summary>A site that starts again, or whose effects are on the way, gets so long before another sends in its stead.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private long? since;

    /// <summary>The peer has lacked something stranded for long enough. Asked at each word from the peer.</summary>
    public bool IsDue(Replica replica, ReplicaId peer, DotContext seen)
    {
        if (!Lacks(replica, peer, seen))
        {
            since = null;
            return false;
        }

        since ??= time.GetTimestamp();
        if (time.GetElapsedTime(since.Value) < Grace)
        {
            return false;
        }

        since = null;
        return true;
    }

    public bool Lacks(Replica replica, ReplicaId peer, DotContext seen)
    {
        foreach (var (other, _) in replica.Context.Contiguous.Entries)
        {
            if (other != replica.Self && other != peer && !seen.Covers(replica.Context, other) && !IsHere(other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The replica lives, and the source hears it.</summary>
    private bool IsHere(ReplicaId replica)
    {
        foreach (var incoming in link.Source.Peers.Incoming)
        {
            if (incoming.Source.Live is { } from && from.Writer.Primary.Replica.Self == replica && incoming.Connects(from, source))
            {
                return true;
            }
        }

        return false;
    }
}
