using DemoApp.Lab.Database;
using Microsoft.Extensions.Logging.Abstractions;

// Some sites in a process of their own, to be killed at any moment: DIRECTORY SITES NODES. Prints the port of each, ends with its input.
var (directory, count, nodes) = (args[0], int.Parse(args[1], null), int.Parse(args[2], null));
var sites = Enumerable.Range(0, count)
    .Select(i => new SiteDatabase(
        new SiteDatabaseOptions { Site = $"site{i}", Directory = Path.Combine(directory, $"site{i}") }, TimeProvider.System, NullLoggerFactory.Instance))
    .ToArray();
foreach (var site in sites)
{
    site.ConnectPeers(sites);
}

foreach (var site in sites)
{
    for (var n = 0; n < nodes; n++)
    {
        await site.StartNodeAsync($"pod-{n}", CancellationToken.None);
    }

    await site.ServeAsync("pod-0", CancellationToken.None);
}

Console.WriteLine(string.Join(' ', sites.Select(site => site.EndPoint.Port)));
await Console.In.ReadToEndAsync();
foreach (var site in sites)
{
    await site.DisposeAsync();
}
