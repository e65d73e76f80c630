using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace DemoApp.Clusters;

/// <summary>Tables of an API server → what is shown. Pure.</summary>
internal static class SnapshotBuilder
{
    private const string NodeRole = "node";

    public static ClusterSnapshot Build(
        ClusterSnapshot before, ClusterConfig config, KubernetesTable recs, KubernetesTable pods, KubernetesTable endpoints, KubernetesTable routes) => before with
    {
        Rec = recs.Rows.GetValueOrDefault(config.Rec) is { } row ? Rec(row) : null,
        RecTable = Table(recs),
        Pods = [.. pods.Rows.Values.OrderBy(p => IsNode(p) ? 0 : 1).ThenBy(p => p.Name, StringComparer.Ordinal).Select(p => Pod(pods, p))],
        Endpoints = [.. Endpoints(endpoints, config.Service).Where(endpoint => endpoint.Ready).Select(endpoint => endpoint.Address)],
        Federated = endpoints.Rows.ContainsKey(ClusterConfig.Federated) ? [.. Endpoints(endpoints, ClusterConfig.Federated)] : null,
        Route = routes.Version.Length == 0 ? before.Route : Route(routes) ?? config.Service,
    };

    public static TableSnapshot Table(KubernetesTable table)
    {
        var shown = table.Columns.Select((c, i) => (c, i)).Where(c => c.c.Priority == 0).ToImmutableArray();
        return new(
            [.. shown.Select(c => c.c.Name.ToUpperInvariant())],
            [.. table.Rows.Values.Select(r => shown.Select(c => c.i < r.Cells.Length ? r.Cells[c.i] : "").ToImmutableArray())]);
    }

    private static RecSnapshot Rec(KubernetesRow row) => new(
        row.Name,
        KubernetesRow.Text(row.Object, "status", "state"),
        KubernetesRow.Text(row.Object, "status", "specStatus"),
        row.Object.TryGetProperty("spec", out var spec) && spec.TryGetProperty("clusterRecovery", out var recovery) && recovery.ValueKind == JsonValueKind.True)
    {
        CreatedAt = CreatedAt(row),
    };

    private static PodSnapshot Pod(KubernetesTable table, KubernetesRow row) => new(
        row.Name, row.Of(table, "Ready"), row.Of(table, "Status"), row.Of(table, "Restarts"), row.Of(table, "Age"),
        CreatedAt(row))
    {
        Uid = KubernetesRow.Text(row.Object, "metadata", "uid"),
        IsNode = IsNode(row),
    };

    private static DateTimeOffset? CreatedAt(KubernetesRow row) =>
        DateTimeOffset.TryParse(KubernetesRow.Text(row.Object, "metadata", "creationTimestamp"), CultureInfo.InvariantCulture, out var created) ? created : null;

    private static string? Route(KubernetesTable routes) => routes.Rows.GetValueOrDefault(ClusterConfig.RouteMap) is { } row
        ? KubernetesRow.Text(row.Object, "data", ClusterConfig.RouteKey)
        : null;

    private static bool IsNode(KubernetesRow row) => KubernetesRow.Text(row.Object, "metadata", "labels", "redis.io/role") == NodeRole;

    private static IEnumerable<EndpointSnapshot> Endpoints(KubernetesTable endpoints, string service)
    {
        if (!endpoints.Rows.TryGetValue(service, out var row))
        {
            yield break;
        }
        foreach (var subset in Items(row.Object, "subsets"))
        {
            var ports = Items(subset, "ports").Select(p => p.GetProperty("port").GetInt32()).ToArray();
            foreach (var (list, ready) in new[] { ("addresses", true), ("notReadyAddresses", false) })
            {
                foreach (var address in Items(subset, list))
                {
                    foreach (var port in ports)
                    {
                        yield return new($"{KubernetesRow.Text(address, "ip")}:{port}", KubernetesRow.Text(address, "targetRef", "name"), ready);
                    }
                }
            }
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement obj, string name) =>
        obj.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];
}
