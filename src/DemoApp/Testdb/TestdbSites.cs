using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Testdb;

/// <summary>All sites, in the order of the configuration; as a hosted service it runs their probers.</summary>
internal sealed class TestdbSites : BackgroundService
{
    private readonly FrozenDictionary<string, TestdbSite> byName;

    public TestdbSites(TestdbOptions options, TestdbMonitor monitor, TimeProvider time, ILoggerFactory loggers)
    {
        All = [.. options.Sites.Select(site => new TestdbSite(site, options, monitor, time, loggers))];
        byName = All.ToFrozenDictionary(site => site.Config.Name, StringComparer.Ordinal);
    }

    public ImmutableArray<TestdbSite> All { get; }

    public TestdbSite Home => All[0];

    public TestdbSite? Find(string name) => byName.GetValueOrDefault(name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // At once off the starting thread: listening must not wait for a database.
        await Task.WhenAll(All.Select(site => Task.Run(() => site.RunAsync(stoppingToken), CancellationToken.None)));
        foreach (var site in All)
        {
            await site.DisposeAsync();
        }
    }
}
