using System.Runtime.CompilerServices;
using DemoApp.Bench.Databases;
using DemoApp.Bench.Load;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Peers;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Failover;

/// <summary>The ConfigMap names another route, again and again, while pages are read: nobody may notice.</summary>
internal sealed class RouteSwitch : IMeasurement
{
    private const int PerSecond = 300;
    private static readonly int Switches = Runs.Of(60, 12);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    public string Name => "switch";

    public string Title => "Route switch";

    public string Method => "The ConfigMap `demoapp-route` names another route while pages are read, each sent when it is due.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct);
        await using var sites = await Server.SitesAsync(2, ct);
        await using var shop = await RoutedShop.StartAsync(lab, sites, ct);
        var routes = new List<string>();
        foreach (var route in (string[])[RoutedShop.Federated, RoutedShop.Group, RoutedShop.Own])
        {
            if (await shop.RouteAsync(0, route, ct))
            {
                routes.Add(route);
            }
        }
        using var browser = Browser.Open(shop.Program.Address);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var load = new SteadyLoad(browser, PerSecond, _ => new(HttpMethod.Get, RoutedShop.PageOf(0))).RunAsync(over.Token);
        var followed = 0;
        for (var n = 0; n < Switches; n++)
        {
            followed += await shop.RouteAsync(0, routes[n % routes.Count], ct) ? 1 : 0;
            await Task.Delay(Pause, TimeProvider.System, ct);
        }
        await over.CancelAsync();
        var seen = await load;
        yield return new($"routes of testdb, testdb-federated and group that the program takes", routes.Count, "", 3) { IsLeast = true };
        yield return new($"{Switches} switches: those the page did not follow", Switches - followed, "", 0);
        yield return new(
            $"{Switches} switches, {PerSecond} requests a second: requests that failed of {seen.Count}", seen.Count(a => !a.IsGood), "", 0);
        yield return new($"{Switches} switches: slowest page", seen.Max(a => a.Milliseconds), "ms", null);
    }
}
