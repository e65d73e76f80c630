using DemoApp.Bench.Databases;
using DemoApp.Bench.Proxies;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Peers;

/// <summary>
/// The application with two clusters: the lab's API servers hold their ConfigMaps, two sites of testdb that replicate to each other their
/// data, and in front of those stand services whose endpoints can be broken.
/// </summary>
internal sealed class RoutedShop : IAsyncDisposable
{
    public const string Own = "testdb", Federated = "testdb-federated", Group = "group";
    public static readonly IReadOnlyList<string> Clusters = ["demo-clustera", "demo-clusterb"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Between = TimeSpan.FromMilliseconds(20);
    private readonly LabProgram lab;

    private RoutedShop(LabProgram lab, Server sites)
    {
        this.lab = lab;
        Services = [.. Clusters.Select((_, n) => new TestdbService(sites.Ports[n]))];
        Spread = [.. Clusters.Select(_ => new TestdbService(sites.Ports))];
    }

    /// <summary>The service testdb of each cluster.</summary>
    public IReadOnlyList<TestdbService> Services { get; }

    /// <summary>The service testdb-federated of each cluster, over the databases of both.</summary>
    public IReadOnlyList<TestdbService> Spread { get; }

    public Child Program { get; private set; } = null!;

    public static async Task<RoutedShop> StartAsync(LabProgram lab, Server sites, CancellationToken ct)
    {
        var shop = new RoutedShop(lab, sites);
        try
        {
            shop.Program = await Shops.RoutedAsync(
                lab.Kubeconfig, [.. Clusters.Select((name, n) => (name, shop.Services[n].Port, shop.Spread[n].Port))], ct);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    public static string PageOf(int cluster) => $"/sites/{Clusters[cluster]}";

    /// <summary>Changes the ConfigMap and waits until the page goes that way. False: it keeps the way it has.</summary>
    public async Task<bool> RouteAsync(int cluster, string service, CancellationToken ct)
    {
        using var api = new Api(lab.Configuration(Clusters[cluster]));
        await api.MergePatchAsync("api/v1/namespaces/redis/configmaps/demoapp-route", $$$"""{"data":{"service":"{{{service}}}"} }""", ct);
        using var http = new HttpClient { BaseAddress = Program.Address };
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Between)
        {
            using var answer = await http.GetAsync($"/api/v1/sites/{Clusters[cluster]}/shop", ct);
            var shop = await answer.Content.ReadAsStringAsync(ct);
            if (answer.IsSuccessStatusCode && shop.Contains($"\"route\":\"{service}\"", StringComparison.Ordinal))
            {
                return true;
            }
            await Task.Delay(Between, TimeProvider.System, ct);
        }
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (Program is { } running)
        {
            await running.DisposeAsync();
        }
        foreach (var service in Services.Concat(Spread))
        {
            await service.DisposeAsync();
        }
    }
}
