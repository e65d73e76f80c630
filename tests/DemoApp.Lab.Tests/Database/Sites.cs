using DemoApp.Lab.Database;
using DemoApp.Lab.Database.Links;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Lab.Tests.Database;

/// <summary>Some sites on a directory of their own, connected with each other, each with nodes pod-0, pod-1…</summary>
internal sealed class Sites : IAsyncDisposable
{
    private readonly List<ConnectionMultiplexer> clients = [];
    private readonly List<SiteDatabase> all;

    private Sites(List<SiteDatabase> all, string directory)
    {
        this.all = all;
        Directory = directory;
    }

    public IReadOnlyList<SiteDatabase> All => all;

    public string Directory { get; }

    public SiteDatabase this[int index] => All[index];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="count">Of sites.</param>
    /// <param name="nodes">Of each site; pod-0 serves.</param>
    public static async Task<Sites> StartAsync(int count, int nodes = 1)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("demoapp-db-").FullName;
        var sites = new Sites([], directory);
        for (var i = 0; i < count; i++)
        {
            await sites.AddAsync(nodes);
        }

        return sites;
    }

    /// <summary>One more site, connected with those that are there.</summary>
    public async Task<SiteDatabase> AddAsync(int nodes = 1)
    {
        var site = Create($"site{all.Count}", Directory);
        foreach (var other in all)
        {
            other.ConnectPeers([site]);
        }

        site.ConnectPeers([.. all]);
        all.Add(site);
        for (var n = 0; n < nodes; n++)
        {
            await site.StartNodeAsync($"pod-{n}", Ct);
        }

        await site.ServeAsync("pod-0", Ct);
        return site;
    }

    public static SiteDatabase Create(string name, string directory, string? password = null) => new(
        new SiteDatabaseOptions { Site = name, Directory = Path.Combine(directory, name), Password = password },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    public SiteLink Link(int from, int to) => this[from].Links.Single(link => link.Target == this[to]);

    public async Task<IDatabase> ClientAsync(int index)
    {
        var options = new ConfigurationOptions { EndPoints = { this[index].EndPoint }, AbortOnConnectFail = true };
        var client = await ConnectionMultiplexer.ConnectAsync(options);
        clients.Add(client);
        return client.GetDatabase();
    }

    /// <summary>The state of each site by its digests; equal when they agree on all.</summary>
    public async Task<bool> AgreeAsync()
    {
        var digests = new List<(ulong, ulong)>();
        foreach (var site in All)
        {
            digests.Add(await site.Live!.Writer.AskAsync(primary => (primary.Replica.ContentDigest(), primary.Replica.StateDigest())));
        }

        return digests.Distinct().Count() == 1;
    }

    /// <summary>Waits until the condition holds; the test's own time limit is the deadline.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        foreach (var site in All)
        {
            await site.DisposeAsync();
        }

        System.IO.Directory.Delete(Directory, true);
    }
}
