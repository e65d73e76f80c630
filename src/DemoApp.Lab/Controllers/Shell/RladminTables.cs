namespace DemoApp.Lab.Controllers.Shell;

/// <summary>rladmin's tables as text. Pure.</summary>
internal static class RladminTables
{
    private const string Gap = "   ";
    private const int NarrowestFirst = 6;
    private static readonly string Id = $"db:{LabNames.DatabaseUid}";

    public static string All(ClusterView view) =>
        string.Join("\n", Nodes(view), Databases(view), Endpoints(view), Shards(view));

    public static string Nodes(ClusterView view) => Section(
        "CLUSTER NODES",
        ["NODE:ID", "ROLE", "ADDRESS", "HOSTNAME", "SHARDS", "VERSION", "STATUS"],
        view.Nodes.Select(n => new[]
        {
            $"{(n.Here ? "*" : "")}node:{n.Id}", n.Master ? "master" : "slave", n.Address, n.Hostname, $"{n.Shards}", n.Version, n.Up
                ? "OK" : "DOWN",
        }));

    public static string Databases(ClusterView view) => Section(
        "DATABASES",
        ["DB:ID", "NAME", "TYPE", "STATUS", "SHARDS", "PLACEMENT", "REPLICATION", "PERSISTENCE", "ENDPOINT"],
        Rows(view.Database, d =>
            [Id, LabNames.Database, "redis", d.Status, "1", "dense", d.HasPeers ? "enabled" : "disabled", "aof", d.Endpoint]));

    public static string Endpoints(ClusterView view) => Section(
        "ENDPOINTS",
        ["DB:ID", "NAME", "ID", "NODE", "ROLE", "SSL"],
        Rows(view.Database, d => [Id, LabNames.Database, $"endpoint:{LabNames.DatabaseUid}:1", NodeOf(d), "single", "No"]));

    public static string Shards(ClusterView view) => Section(
        "SHARDS",
        ["DB:ID", "NAME", "ID", "NODE", "ROLE", "SLOTS", "STATUS"],
        Rows(view.Database, d =>
            [Id, LabNames.Database, "redis:1", NodeOf(d), "master", "0-16383", d.Status is "active" ? "OK" : d.Status]));

    public static string RecoverList(ClusterView view) => view.Database is { Recovery: { } recovery } database
        ? Section(
            "DATABASES IN RECOVERY STATE",
            ["DB:ID", "NAME", "TYPE", "SHARDS", "REPLICATION", "PERSISTENCE", "STATUS"],
            [[Id, LabNames.Database, "redis", "1", database.HasPeers ? "enabled" : "disabled", "aof", recovery]])
        : "No recoverable databases found\n";

    private static string NodeOf(DatabaseView database) => database.Node is { } id ? $"node:{id}" : "-";

    private static IEnumerable<string[]> Rows(DatabaseView? database, Func<DatabaseView, string[]> row) =>
        database is null ? [] : [row(database)];

    private static string Section(string title, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [heads, .. rows];
        var widths = heads.Select((_, c) => Math.Max(c == 0 ? NarrowestFirst : 0, all.Max(row => row[c].Length))).ToArray();
        var lines = all.Select(row => string.Join(Gap, row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        return $"{title}:\n{string.Join("\n", lines)}\n";
    }
}
