using DemoApp.Lab.Database;
using DemoApp.Lab.Database.Links;
using DemoApp.Lab.Network.Faults;

namespace DemoApp.Lab.Hosting;

/// <summary>The links between the databases of all clusters, and the faults on them. Both ends may have one of their own: both hold.</summary>
internal sealed class LabLinks
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string By, string From, string To), TrafficFault> faults = [];
    private IReadOnlyList<SiteLink> links = [];

    /// <summary>Makes every site send its writes to all others. Once, before the first write.</summary>
    public void Connect(IReadOnlyList<SiteDatabase> sites)
    {
        foreach (var site in sites)
        {
            site.ConnectPeers([.. sites.Where(other => other != site)]);
        }
        links = [.. sites.SelectMany(site => site.Links)];
    }

    public IEnumerable<string> OthersThan(string site) => links.Where(l => l.Source.Site == site).Select(l => l.Target.Site);

    /// <param name="by">The cluster whose fault it is; its last one for this direction is replaced.</param>
    /// <param name="from">The sending site.</param>
    /// <param name="to">The receiving site.</param>
    /// <param name="fault">None to undo it.</param>
    public void Set(string by, string from, string to, TrafficFault fault)
    {
        lock (gate)
        {
            faults[(by, from, to)] = fault;
            var sum = faults.Where(f => (f.Key.From, f.Key.To) == (from, to)).Aggregate(TrafficFault.None, (all, f) => all.And(f.Value));
            foreach (var link in links.Where(l => (l.Source.Site, l.Target.Site) == (from, to)))
            {
                link.Conditions = ConditionsOf(sum);
            }
        }
    }

    private static LinkConditions ConditionsOf(TrafficFault fault) => fault == TrafficFault.None ? LinkConditions.Good : new()
    {
        Cut = fault.Cut,
        Delay = fault.Delay,
        Jitter = fault.Jitter,
        Loss = fault.Loss,
        BytesPerSecond = fault.BytesPerSecond is { } rate ? Math.Max(1, (long)rate) : null,
    };
}
