using System.Globalization;
using DemoApp.Lab.Controllers.Databases;
using DemoApp.Lab.Controllers.Watching;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>The commands of Redis Enterprise's rladmin that the workshop uses.</summary>
internal sealed class Rladmin(ClusterContext cluster, Informers informers, DatabaseController database, IDatabaseHost host)
{
    private const string Usage = "rladmin: use one of: status, status databases, status nodes, recover list, recover all, recover db testdb [only_configuration]\n";

    private bool Recoverable => database.State is { Phase: DatabasePhase.Awaiting, Host: not null };

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken ct)
    {
        switch (arguments)
        {
            case ["status"]:
                await output.WriteAsync(Nodes() + "\n" + Databases());
                return 0;
            case ["status", "nodes"]:
                await output.WriteAsync(Nodes());
                return 0;
            case ["status", "databases"]:
                await output.WriteAsync(Databases());
                return 0;
            case ["recover", "list"]:
                await output.WriteAsync(Recoverable ? "DATABASES IN RECOVERY STATE:\n" + Table(Row()) : "No recoverable databases found\n");
                return 0;
            case ["recover", "all"] or ["recover", "db", LabNames.Database or "db:2"]:
                return await RecoverAsync(RecoverySource.Disk, output, error, ct);
            case ["recover", "db", LabNames.Database or "db:2", "only_configuration"]:
                return await RecoverAsync(RecoverySource.Peers, output, error, ct);
            case ["recover", "db", var name, ..]:
                await error.WriteAsync($"ERROR: there is no database {name}; there is {LabNames.Database} (db:{LabNames.DatabaseUid})\n");
                return 1;
            default:
                await error.WriteAsync(Usage);
                return 1;
        }
    }

    private async Task<int> RecoverAsync(RecoverySource source, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var started = cluster.Time.GetTimestamp();
        string Elapsed() => cluster.Time.GetElapsedTime(started).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
        var title = $"[{LabNames.Database} (db:{LabNames.DatabaseUid}) recovery]";
        var lines = System.Threading.Channels.Channel.CreateUnbounded<string>();
        var printing = PrintAsync();
        RecoveryResult? result;
        try
        {
            result = await database.RecoverAsync(source, new Lines(line => lines.Writer.TryWrite($"{title} {line}")), ct);
        }
        finally
        {
            lines.Writer.Complete();
            await printing;
        }

        switch (result)
        {
            case null when database.State.Phase is DatabasePhase.Awaiting:
                await error.WriteAsync("ERROR: the cluster has no node yet that could hold the database; wait for RecoveringFirstPod to end\n");
                return 1;
            case null:
                await output.WriteAsync("No recoverable databases found\n");
                return 0;
            case { Succeeded: true }:
                await output.WriteAsync($"100% [ 1 recovered | 0 failed ] |########| Elapsed Time: {Elapsed()}\n{result.Detail}\n");
                return 0;
            default:
                await error.WriteAsync($"100% [ 0 recovered | 1 failed ] |########| Elapsed Time: {Elapsed()}\n{title} {result.Detail}\n");
                return 1;
        }

        async Task PrintAsync()
        {
            await foreach (var line in lines.Reader.ReadAllAsync(ct))
            {
                await output.WriteAsync($" [ 0 recovered | 0 failed ] | Elapsed Time: {Elapsed()}{line}\r");
            }
        }
    }

    private string Databases() => "DATABASES:\n" + Table(Row());

    private string Nodes()
    {
        var pods = informers.Pods.Current.Values.Where(p => p.IsNodeOf(cluster.Rec)).OrderBy(p => p.Metadata.Name, StringComparer.Ordinal);
        string[][] rows =
        [
            ["NODE:ID", "ROLE", "ADDRESS", "HOSTNAME", "STATUS"],
            .. pods.Select((p, i) => new[] { $"node:{i + 1}", i == 0 ? "master" : "slave", p.Status?.PodIP ?? "-", p.Metadata.Name, p.IsReady() ? "OK" : "DOWN" }),
        ];
        return "CLUSTER NODES:\n" + Align(rows);
    }

    private string[] Row()
    {
        var status = database.State.Phase switch
        {
            DatabasePhase.Active => "active",
            DatabasePhase.Awaiting => database.State.Host is null ? "recovery (missing-files)" : "recovery (ready)",
            DatabasePhase.Recovering => "recovery (in progress)",
            DatabasePhase.Pending => "pending",
            _ => "inactive",
        };
        return
        [
            $"db:{LabNames.DatabaseUid}", LabNames.Database, "redis", status, "1", "dense", host.Report.HasPeers ? "enabled" : "disabled", "aof",
            $"redis-{LabNames.DatabasePort}.{cluster.Rec}.{cluster.Namespace}.svc.cluster.local:{LabNames.DatabasePort}",
        ];
    }

    private static string Table(params string[][] rows) =>
        Align([["DB:ID", "NAME", "TYPE", "STATUS", "SHARDS", "PLACEMENT", "REPLICATION", "PERSISTENCE", "ENDPOINT"], .. rows]);

    private static string Align(string[][] rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        return string.Concat(rows.Select(r => string.Join("   ", r.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd() + "\n"));
    }

    private sealed class Lines(Action<string> write) : IProgress<string>
    {
        public void Report(string value) => write(value);
    }
}
