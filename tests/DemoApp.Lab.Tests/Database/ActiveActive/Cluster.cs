using DemoApp.Lab.Database.ActiveActive;
using Xunit;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>Sites that exchange their effects only when told to: for cases written out by hand.</summary>
internal sealed class Cluster
{
    private readonly TestSite[] sites;
    private readonly Dictionary<(int From, int To), int> sent = [];

    public Cluster(int count)
    {
        sites = [.. Enumerable.Range(0, count).Select(i => new TestSite($"site{i + 1}", new TestTime(Time)))];
        foreach (var site in sites)
        {
            site.SetPeers(sites.Select(other => other.Name));
        }
    }

    public TestTime Time { get; } = new();

    /// <summary>By number from 1.</summary>
    public TestSite this[int number] => sites[number - 1];

    public void Do(int site, TestVerb verb, string key, string element = "", string value = "", long amount = 0)
    {
        Time.Now++;
        this[site].Do(new TestCommand(verb, key, element, value, amount));
    }

    /// <summary>One site's effects to one other, in order or the last first.</summary>
    public void Send(int from, int to, bool backwards = false)
    {
        var log = this[from].Log;
        var effects = log.Skip(sent.GetValueOrDefault((from, to))).ToList();
        sent[(from, to)] = log.Count;
        if (backwards)
        {
            effects.Reverse();
        }

        foreach (var effect in effects)
        {
            this[to].Replica.Apply(effect, this[to].View);
        }
    }

    public void Sync(bool backwards = false)
    {
        for (var from = 1; from <= sites.Length; from++)
        {
            for (var to = 1; to <= sites.Length; to++)
            {
                if (from != to)
                {
                    Send(from, to, backwards);
                }
            }
        }
    }

    /// <summary>After the exchange every site shows this of the key, and holds the same.</summary>
    public void Ends(string key, string shown)
    {
        Sync();
        Assert.All(sites, site =>
        {
            Assert.Equal(shown, site.Shown(key));
            var fresh = new MemoryView(() => site.Now);
            site.Replica.Show(fresh);
            Assert.Equal(fresh.Dump(), site.View.Dump());
            Assert.Equal(sites[0].Replica.StateDigest(), site.Replica.StateDigest());
        });
    }

    public void Forget()
    {
        foreach (var site in sites)
        {
            foreach (var peer in sites)
            {
                site.Replica.Learn(peer.Replica.Self, peer.Replica.Context);
            }
        }

        foreach (var site in sites)
        {
            site.Collect();
        }
    }
}
