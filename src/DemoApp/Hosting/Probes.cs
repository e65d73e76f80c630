using System.Reflection;
using DemoApp.Clusters;
using DemoApp.Testdb;

namespace DemoApp.Hosting;

/// <summary>What a platform asks of the program. Readiness never depends on testdb: without it the fail pages are the show.</summary>
internal static class Probes
{
    public static void MapProbes(this IEndpointRouteBuilder app)
    {
        var probes = app.MapGroup("").WithTags("Probes");
        probes.MapGet("/livez", () => TypedResults.Text("ok")).WithSummary("The process answers.");
        probes.MapGet("/readyz", () => TypedResults.Text("ok")).WithSummary("Requests may be sent here. Never depends on testdb.");
        probes.MapGet("/health", Health).WithSummary("The program and what it watches, for people. Always 200 while the program works.");
        probes.MapGet("/version", () => TypedResults.Ok(new VersionInfo("DemoApp", Version, Environment.Version.ToString())));
    }

    public static string Version { get; } =
        typeof(Probes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static HealthInfo Health(ClusterWatchers clusters, TestdbMonitor testdb) => new(
        "ok",
        [.. clusters.Current.Select(c => new WatchedInfo(c.Name, c.Connected ? "connected" : "not connected", c.Error, c.ObservedAt))],
        [.. testdb.Current.Select(t => new WatchedInfo(t.Site, t.Status.ToString(), t.Detail, t.ObservedAt))]);
}

internal sealed record VersionInfo(string Name, string Version, string Runtime);

/// <param name="Kubernetes">One entry an API server.</param>
/// <param name="Testdb">One entry a site's database.</param>
internal sealed record HealthInfo(string Status, IReadOnlyList<WatchedInfo> Kubernetes, IReadOnlyList<WatchedInfo> Testdb);

internal sealed record WatchedInfo(string Name, string Status, string? Detail, DateTimeOffset? ObservedAt);
