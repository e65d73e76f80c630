using System.Globalization;
using System.Text;
using DemoApp.Clusters;
using DemoApp.Live;
using DemoApp.Testdb;

namespace DemoApp.Hosting;

/// <summary>Gauges in Prometheus' text format, read from what is observed at that moment.</summary>
internal static class Metrics
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapGet("/metrics", (ClusterWatchers clusters, TestdbMonitor testdb, LiveFeed feed, TimeProvider time) =>
        TypedResults.Text(Text(clusters, testdb, feed, time.GetUtcNow()), ContentType)).WithTags("Probes").WithSummary("Gauges for Prometheus.");

    private static string Text(ClusterWatchers clusters, TestdbMonitor testdb, LiveFeed feed, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Family(text, "demoapp_testdb_up", "1 while testdb of the site answers, else 0.",
            testdb.Current.Select(t => ($"site=\"{t.Site}\"", t.Status == TestdbStatus.Serving ? 1 : 0d)));
        Family(text, "demoapp_testdb_latency_seconds", "Time of the last answered PING.",
            testdb.Current.Where(t => t.Latency is not null).Select(t => ($"site=\"{t.Site}\"", t.Latency!.Value.TotalSeconds)));
        Family(text, "demoapp_kubernetes_connected", "1 while the API server of the cluster answers, else 0.",
            clusters.Current.Select(c => ($"cluster=\"{c.Name}\"", c.Connected ? 1 : 0d)));
        Family(text, "demoapp_kubernetes_observation_age_seconds", "Age of what is known of the cluster.",
            clusters.Current.Where(c => c.ObservedAt is not null).Select(c => ($"cluster=\"{c.Name}\"", (now - c.ObservedAt!.Value).TotalSeconds)));
        Family(text, "demoapp_live_subscribers", "Browsers and callers that follow the feed.", [("", feed.Subscribers)]);
        Family(text, "demoapp_live_sequence", "Number of the last change on the feed.", [("", feed.Sequence)]);
        return text.ToString();
    }

    private static void Family(StringBuilder text, string name, string help, IEnumerable<(string Labels, double Value)> samples)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
        foreach (var (labels, value) in samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value}\n");
        }
    }
}
