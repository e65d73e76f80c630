using System.Globalization;
using DemoApp.Lab.Controllers.Databases;
using DemoApp.Lab.Controllers.Rec;
using DemoApp.Lab.Controllers.Watching;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>The commands of Redis Enterprise's rladmin that the workshop uses, on any node that is up.</summary>
internal sealed class Rladmin(ClusterContext cluster, Informers informers, DatabaseController database, IDatabaseHost host)
{
    public const string Program = "rladmin";

    private const string Usage =
        """
        usage: rladmin status [nodes | databases | endpoints | shards]
               rladmin recover list
               rladmin recover all [only_configuration]
               rladmin recover db { db:<id> | <name> } [only_configuration]
               rladmin help

        """;

    private static readonly string[] Names = [LabNames.Database, string.Create(CultureInfo.InvariantCulture, $"db:{LabNames.DatabaseUid}")];
    private readonly RladminRecover recover = new(cluster.Time, database);

    public async Task<int> RunAsync(
        ContainerPlace place, IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (arguments is ["help", ..])
        {
            return await PrintAsync(Usage);
        }

        if (View(place) is not { } view)
        {
            await error.WriteAsync("ERROR: this node is not up, or belongs to no cluster yet\n");
            return 1;
        }

        switch (arguments)
        {
            case ["status"]:
                return await PrintAsync(RladminTables.All(view));
            case ["status", "nodes"]:
                return await PrintAsync(RladminTables.Nodes(view));
            case ["status", "databases"]:
                return await PrintAsync(RladminTables.Databases(view));
            case ["status", "endpoints"]:
                return await PrintAsync(RladminTables.Endpoints(view));
            case ["status", "shards"]:
                return await PrintAsync(RladminTables.Shards(view));
            case ["recover", "list"]:
                return await PrintAsync(RladminTables.RecoverList(view));
            case ["recover", "all"]:
                return await recover.RunAsync(view, RecoverySource.Disk, named: false, output, error, ct);
            case ["recover", "all", "only_configuration"]:
                return await recover.RunAsync(view, RecoverySource.Peers, named: false, output, error, ct);
            case ["recover", "db", var name] when Names.Contains(name):
                return await recover.RunAsync(view, RecoverySource.Disk, named: true, output, error, ct);
            case ["recover", "db", var name, "only_configuration"] when Names.Contains(name):
                return await recover.RunAsync(view, RecoverySource.Peers, named: true, output, error, ct);
            case ["recover", "db", var other, ..] when !Names.Contains(other):
                await error.WriteAsync($"ERROR: there is no database {other}; there is {LabNames.Database} (db:{LabNames.DatabaseUid})\n");
                return 1;
            default:
                await error.WriteAsync((arguments.Count > 0 ? $"ERROR: unknown command: {string.Join(' ', arguments)}\n" : "") + Usage);
                return 1;
        }

        async Task<int> PrintAsync(string text)
        {
            await output.WriteAsync(text);
            return 0;
        }
    }

    /// <returns>Null when the pod is no node that is up.</returns>
    private ClusterView? View(ContainerPlace place)
    {
        if (place.Namespace != cluster.Namespace || informers.Recs.Find(cluster.Rec) is not { } rec)
        {
            return null;
        }

        var nodes = RecNodes.Of(rec, informers);
        return nodes.Pods.Any(p => p.Metadata.Name == place.Pod && p.IsReady()) ? ClusterView.Of(
            place.Pod, rec, nodes, database.State, host.Report) : null;
    }
}
