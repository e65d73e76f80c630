using DemoApp.Lab.Database.Old;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Lab.Tests.Database;

/// <summary>Some sites on a directory of their own, connected with each other.</summary>
internal sealed class Sites : IAsyncDisposable
{
    private readonly List<ConnectionMultiplexer> clients = [];

    private Sites(IReadOnlyList<SiteDatabase> all, string directory)
    {
        All = all;
        Directory = directory;
    }

    public IReadOnlyList<SiteDatabase> All { get; }

    public string Directory { get; }

    public SiteDatabase this[int index] => All[index];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Sites> StartAsync(int count, string? directory = null)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("demoapp-db-").FullName;
        var all = Enumerable.Range(0, count).Select(i => Create($"site{i}", directory)).ToList();
        foreach (var site in all)
        {
            site.ConnectPeers([.. all.Where(other => other != site)]);
            await site.StartAsync(Ct);
            await site.SetModeAsync(EndpointMode.Serving, Ct);
        }

        return new Sites(all, directory);
    }

    public static SiteDatabase Create(string name, string directory) =>
        new(new SiteDatabaseOptions { Site = name, Directory = Path.Combine(directory, name) }, TimeProvider.System, NullLoggerFactory.Instance);

    public async Task<IDatabase> ClientAsync(int index)
    {
        var client = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { this[index].EndPoint }, AbortOnConnectFail = true });
        clients.Add(client);
        return client.GetDatabase();
    }

    /// <summary>Waits until the condition holds; the test's own time limit is the deadline.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(15));
        while (!await condition())
        {
            await Task.Delay(10, limit.Token);
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
