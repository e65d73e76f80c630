using System.Runtime.CompilerServices;
using DemoApp.Bench.Databases;
using DemoApp.Bench.Load;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Peers;
using DemoApp.Bench.Proxies;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Outages;

/// <summary>
/// The database answers again: how long until the first page. One application with a site for every outage of a kind, each with a
/// service of its own, so that long outages run side by side; they end one after another. Beside it the library's defaults.
/// </summary>
internal sealed class ReturnTime : IMeasurement
{
    private const int Outages = 20, NaiveOutages = 3, VisitorsPerSite = 5;
    private static readonly TimeSpan[] Lengths = [.. ((int[])(Runs.Quick ? [1, 10] : [1, 10, 60])).Select(s => TimeSpan.FromSeconds(s))];
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(300), Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), NaivePatience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(5), AskNaiveEvery = TimeSpan.FromMilliseconds(100);

    public string Name => "return";

    public string Title => "Return";

    public string Method =>
        "One application, twenty sites, each behind a service of its own, with 5 visitors a second each. From the " +
        "moment the database answers again until the first page with 200, asked for every 5 ms without waiting (naive " +
        "shop: 100 ms). Dead: old connections never answer again; closed: the port refused and they were closed; " +
        "frozen: what was sent is answered late; reset: silent, and old connections are reset at the end.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var redis = await Server.RedisAsync(ct);
        await using var services = new Disposables<TestdbService>(
            Enumerable.Range(0, Outages + NaiveOutages).Select(_ => new TestdbService(redis.Ports[0])));
        await using var ours = await Shops.DemoAppAsync([.. services.All.Take(Outages).Select(s => s.Port)], ct);
        await using var naive = new Disposables<Child>(
            await Task.WhenAll(services.All.Skip(Outages).Select(s => Shops.NaiveAsync(s.Port, ct))));
        using var browser = Browser.Open(ours.Address);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var load = new SteadyLoad(browser, Outages * VisitorsPerSite, n => new(HttpMethod.Get, PathOf((int)(n % Outages))));
        var visitors = load.RunAsync(over.Token);
        var naiveVisitors = Task.WhenAll(naive.All.Select(shop => VisitAsync(shop, over.Token)));
        foreach (var kind in OldSockets.All)
        {
            foreach (var length in Lengths)
            {
                await Task.Delay(Pause, TimeProvider.System, ct);
                var returns = services.All.Take(Outages).Select(
                    (service, n) => BreakAsync(service, kind, length, browser, PathOf(n), Apart * n, AskEvery, Patience, ct));
                var naiveReturns = services.All.Skip(Outages).Select(
                    (service, n) => BreakNaiveAsync(service, kind, length, naive.All[n], Apart * n, ct));
                var (waitNaive, wait) = (Task.WhenAll(naiveReturns), Task.WhenAll(returns));
                var (seen, naiveSeen) = (new Sample(await wait), new Sample(await waitNaive));
                var what = $"{kind.Name}, {length.TotalSeconds:0} s: first 200";
                yield return new($"{what}, p95 of {Outages}", seen.Percentile(95), "ms", 75);
                yield return new($"{what}, median", seen.Median, "ms", null);
                yield return new(
                    $"{what}, naive shop, median of {NaiveOutages} within {NaivePatience.TotalSeconds:0} s", naiveSeen.Median, "ms", null);
            }
        }
        await over.CancelAsync();
        await Task.WhenAll(visitors, naiveVisitors);
    }

    private static string PathOf(int site) => $"/sites/{Shops.NameOf(site)}";

    private static async Task<double> BreakAsync(
        TestdbService service, OldSockets kind, TimeSpan length, HttpClient browser, string path, TimeSpan offset, TimeSpan askEvery,
        TimeSpan patience, CancellationToken ct)
    {
        await Task.Delay(offset, TimeProvider.System, ct);
        service.Set(service.Endpoints[0], kind.During);
        await Task.Delay(length, TimeProvider.System, ct);
        service.Set(service.Endpoints[0], EndpointState.Serving, kind.ResetOld);
        return await FirstAnswer.AfterNowAsync(browser, path, askEvery, patience, ct);
    }

    private static async Task<double> BreakNaiveAsync(
        TestdbService service, OldSockets kind, TimeSpan length, Child shop, TimeSpan offset, CancellationToken ct)
    {
        using var browser = Browser.Open(shop.Address);
        return await BreakAsync(service, kind, length, browser, "/", offset, AskNaiveEvery, NaivePatience, ct);
    }

    private static async Task VisitAsync(Child shop, CancellationToken until)
    {
        using var browser = Browser.Open(shop.Address);
        await new SteadyLoad(browser, VisitorsPerSite, _ => new(HttpMethod.Get, "/")).RunAsync(until);
    }
}
