using DemoApp.Lab.Controllers.Databases;
using DemoApp.Lab.Controllers.Rec;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>A cluster as rladmin sees it from one of its nodes.</summary>
internal sealed record ClusterView(IReadOnlyList<NodeView> Nodes, DatabaseView? Database)
{
    /// <param name="here">The pod rladmin runs in.</param>
    public static ClusterView Of(string here, RecResource rec, RecNodes nodes, DatabaseState database, DatabaseReport report)
    {
        var there = nodes.Pods.ToDictionary(RecNodes.Ordinal);
        var master = nodes.Up(rec.Members).Select(RecNodes.Ordinal).FirstOrDefault(-1);
        var views = Enumerable.Range(0, Math.Max(rec.Members, there.Count == 0 ? 0 : there.Keys.Max() + 1))
            .Select(n => NodeView.Of(n, $"{rec.Metadata.Name}-{n}", there.GetValueOrDefault(n), n == master, here, database.Host))
            .ToArray();
        return new(views, DatabaseView.Of(rec, database, report, views));
    }
}

/// <param name="Id">From 1.</param>
/// <param name="Up">Ready: the cluster counts it.</param>
/// <param name="Here">rladmin runs on it.</param>
internal sealed record NodeView(int Id, bool Master, string Address, string Hostname, int Shards, string Version, bool Up, bool Here)
{
    public static NodeView Of(int ordinal, string name, V1Pod? pod, bool master, string here, string? host) => new(
        ordinal + 1, master, pod?.Status?.PodIP ?? "-", name, name == host ? 1 : 0, VersionOf(pod), pod?.IsReady() == true, name == here);

    private static string VersionOf(V1Pod? pod)
    {
        var image = pod?.Spec.Containers.FirstOrDefault(c => c.Name == LabNames.NodeContainer)?.Image ?? "";
        var tag = image.LastIndexOf(':');
        return tag < 0 ? "-" : image[(tag + 1)..];
    }
}

/// <param name="Node">Id of the node that has the endpoint and the shard.</param>
internal sealed record DatabaseView(DatabasePhase Phase, bool HasFiles, bool HasPeers, string Endpoint, int? Node)
{
    /// <inheritdoc cref="DatabaseReport.Problems"/>
    public string? Problems { get; init; }

    public string Status => Phase switch
    {
        DatabasePhase.Active => "active",
        DatabasePhase.Awaiting or DatabasePhase.Recovering => $"recovery ({Recovery})",
        DatabasePhase.Pending or DatabasePhase.Resuming => "pending",
        _ => "inactive",
    };

    /// <summary>What recover list says of it; null when it is not in recovery.</summary>
    public string? Recovery => Phase switch
    {
        DatabasePhase.Awaiting when !HasFiles => "missing-files",
        DatabasePhase.Awaiting when Node is null => "missing-node",
        DatabasePhase.Awaiting when Problems is not null => "missing-files",
        DatabasePhase.Awaiting => "ready",
        DatabasePhase.Recovering => "in progress",
        _ => null,
    };

    public static DatabaseView? Of(RecResource rec, DatabaseState state, DatabaseReport report, IEnumerable<NodeView> nodes) =>
        state.Phase is DatabasePhase.Pending
            ? null
            : new(
                state.Phase, report.HasFiles, report.HasPeers,
                $"redis-{LabNames.DatabasePort}.{rec.Metadata.Name}.{rec.Metadata.NamespaceProperty}.svc.cluster.local:{LabNames.DatabasePort}",
                nodes.FirstOrDefault(n => n.Hostname == state.Host)?.Id)
            {
                Problems = report.Problems,
            };
}
