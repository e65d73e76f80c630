using System.Globalization;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Peers;

/// <summary>The shop as it is measured, and the programs it is measured against. All are built by bench.sh.</summary>
internal static class Shops
{
    public const string Site = "bench";
    private static readonly Dictionary<string, string> Production = new() { ["NODE_ENV"] = "production" };

    /// <summary>
    /// The application without the lab, one site for each database; no Kubernetes is there, as for a page it need not be.
    /// </summary>
    public static Task<Child> DemoAppAsync(IReadOnlyList<int> databases, CancellationToken ct) =>
        Child.StartAsync("DemoApp", port => ["dotnet", Repository.Program, .. Application(port, databases)], "/livez", ct);

    /// <summary>The application with clusters whose API servers a kubeconfig names.</summary>
    public static Task<Child> RoutedAsync(
        string kubeconfig, IReadOnlyList<(string Name, int Testdb, int Federated)> clusters, CancellationToken ct) =>
        Child.StartAsync("DemoApp routed", port => clusters.SelectMany((cluster, n) => (string[])
        [
            Text($"--Clusters:{n}:Name={cluster.Name}"), Text($"--Clusters:{n}:Context={cluster.Name}"),
            Text($"--Clusters:{n}:Kubeconfig={kubeconfig}"),
            Text($"--Clusters:{n}:Testdb=127.0.0.1:{cluster.Testdb}"), Text($"--Clusters:{n}:Federated=127.0.0.1:{cluster.Federated}"),
        ]).Prepend(Urls(port)).Prepend(Repository.Program).Prepend("dotnet"), "/livez", ct);

    public static Task<Child> WithoutRedisAsync(int database, CancellationToken ct) =>
        Child.StartAsync(
            "DemoApp without Redis", port => ["dotnet", Repository.Peer("ShopWithoutRedis"), .. Application(port, [database])], "/", ct);

    public static Task<Child> NaiveAsync(int database, CancellationToken ct) =>
        Child.StartAsync(
            "naive shop", port => ["dotnet", Repository.Peer("NaiveShop"), Urls(port), Text($"--Redis=127.0.0.1:{database}")], "/", ct);

    public static Task<Child> GroupAsync(int first, int second, bool tuned, CancellationToken ct) => Child.StartAsync(
        tuned ? "ConnectGroupAsync tuned" : "ConnectGroupAsync defaults",
        port =>
        [
            "dotnet", Repository.Peer("NaiveShop"), Urls(port), Text($"--Redis=127.0.0.1:{first}|127.0.0.1:{second}"),
            tuned ? "--Group=tuned" : "--Group=defaults",
        ],
        "/", ct);

    public static Task<Child> ExpressAsync(int database, CancellationToken ct) => Child.StartAsync(
        "Express shop", port => ["node", Path.Combine(Repository.Peers, "ExpressShop", "server.js"), Text($"{port}"), Text($"{database}")],
        "/", ct, Production);

    public static string NameOf(int site) => Text($"{Site}{site}");

    private static IEnumerable<string> Application(int port, IReadOnlyList<int> databases) =>
        databases.SelectMany((database, n) => (string[])
        [
            Text($"--Clusters:{n}:Name={(databases.Count == 1 ? Site : NameOf(n))}"), Text($"--Clusters:{n}:Testdb=127.0.0.1:{database}"),
        ]).Prepend(Urls(port));

    private static string Urls(int port) => Text($"--Urls=http://127.0.0.1:{port}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
