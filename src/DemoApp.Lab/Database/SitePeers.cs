using System.Collections.Immutable;
using DemoApp.Lab.Database.Links;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database;

/// <summary>The other sites of a site, and the links from and to them.</summary>
internal sealed class SitePeers(SiteDatabase self, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private ImmutableList<SiteDatabase> peers = [];
    private ImmutableList<SiteLink> incoming = [];

    /// <summary>The links that carry this site's writes to its peers.</summary>
    public ImmutableList<SiteLink> Links { get; private set; } = [];

    /// <summary>Those that bring the peers' writes.</summary>
    public ImmutableList<SiteLink> Incoming => incoming;

    public string Site => self.Site;

    public IReadOnlyList<string> Names => [.. peers.Select(peer => peer.Site)];

    /// <summary>The newest own sequence that every peer has; the largest there is when there are none.</summary>
    public long Acknowledged => Links.Count == 0 ? long.MaxValue : Links.Min(link => link.Acknowledged);

    public void Add(IReadOnlyList<SiteDatabase> others)
    {
        foreach (var peer in others.Where(peer => peer != self && !peers.Contains(peer)))
        {
            peers = peers.Add(peer);
            var link = new SiteLink(self, peer, time, logger);
            Links = Links.Add(link);
            peer.Peers.Bring(link);
        }
    }

    /// <summary>The site's primary has come or gone.</summary>
    public void Wake()
    {
        foreach (var link in Links.Concat(incoming))
        {
            link.Wake();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in Links)
        {
            await link.DisposeAsync();
        }
    }

    private void Bring(SiteLink link) => ImmutableInterlocked.Update(ref incoming, links => links.Add(link));
}
