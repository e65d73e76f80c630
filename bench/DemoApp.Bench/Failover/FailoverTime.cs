using System.Runtime.CompilerServices;
using DemoApp.Bench.Databases;
using DemoApp.Bench.Load;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Peers;
using DemoApp.Bench.Proxies;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Failover;

/// <summary>
/// The database in use breaks while attendees read and write and another database is well: what they notice, on both routes that
/// survive it, beside the library's own connection group with its defaults and with its quickest settings.
/// </summary>
internal sealed class FailoverTime : IMeasurement
{
    private static readonly int Breaks = Runs.Of(20, 3);
    private static readonly TimeSpan Broken = TimeSpan.FromSeconds(6), Whole = TimeSpan.FromSeconds(6), WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Calm = Runs.Of(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
    private static readonly (string Name, EndpointState State, double Slowest)[] Faults =
    [
        ("withdrawn", EndpointState.Withdrawn, 200),
        ("port closed", EndpointState.Closed, 200),
        ("black hole", EndpointState.BlackHole, 600),
    ];

    public string Name => "failover";

    public string Title => "Failover";

    public string Method =>
        "50 requests a second, half of them writes, each sent when it is due whatever became of those before, and timed from then. " +
        "The database in use is broken for 6 s, then 6 s all is well. Withdrawn: off the service's list, connections closed; port " +
        "closed: still listed, connections reset; black hole: still listed, everything sent is lost. The peers are a Razor page on " +
        "ConnectGroupAsync: with its defaults, and with 250 ms checks of one 300 ms probe, a breaker after 5 faults, timeouts of 1 s, " +
        "no backlog, and retries of what may be repeated.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct);
        await using var sites = await Server.SitesAsync(2, ct);
        await using var shop = await RoutedShop.StartAsync(lab, sites, ct);
        await using var services = new Disposables<TestdbService>(
            Enumerable.Range(0, 4).Select(n => new TestdbService(sites.Ports[n % 2])));
        await using var defaults = await Shops.GroupAsync(services.All[0].Port, services.All[1].Port, tuned: false, ct);
        await using var tuned = await Shops.GroupAsync(services.All[2].Port, services.All[3].Port, tuned: true, ct);
        var ours = new List<Subject>();
        (int, string, IReadOnlyList<TestdbService>)[] routes =
            [(0, RoutedShop.Group, shop.Services), (1, RoutedShop.Federated, [shop.Spread[1]])];
        foreach (var (cluster, route, ways) in routes)
        {
            var taken = await shop.RouteAsync(cluster, route, ct);
            yield return new($"failover, route {route}: refused by the program", taken ? 0 : 1, "", 0);
            if (taken)
            {
                ours.Add(new(route, shop.Program.Address, RoutedShop.PageOf(cluster), $"{RoutedShop.PageOf(cluster)}/cart", Ways(ways)));
            }
        }
        Subject[] peers = [PeerOf(defaults, services.All.Take(2)), PeerOf(tuned, services.All.Skip(2))];
        foreach (var (fault, state, slowest) in Faults)
        {
            var seen = await Task.WhenAll(ours.Concat(peers).Select(subject => SeeAsync(subject, state, ct)));
            foreach (var (n, subject) in ours.Index())
            {
                var (calm, answers) = seen[n];
                Answer[] views = [.. answers.Where(a => !a.IsWrite)], writes = [.. answers.Where(a => a.IsWrite)];
                yield return new($"{fault}, {subject.Name}: failed page views of {views.Length}", views.Count(a => !a.IsGood), "", 0);
                yield return new($"{fault}, {subject.Name}: failed writes of {writes.Length}", writes.Count(a => !a.IsGood), "", 0);
                yield return new(
                    $"{fault}, {subject.Name}: slowest page or write, {Breaks} breaks", answers.Max(a => a.Milliseconds), "ms", slowest);
                yield return new($"{fault}, {subject.Name}: slowest before, while nothing was broken", calm.Max(a => a.Milliseconds), "ms", null);
            }
            foreach (var (n, peer) in peers.Index())
            {
                var (_, answers) = seen[ours.Count + n];
                yield return new(
                    $"{fault}, {peer.Name}: failed page views and writes", answers.Count(a => !a.IsGood), "", null);
                yield return new($"{fault}, {peer.Name}: slowest page or write", answers.Max(a => a.Milliseconds), "ms", null);
            }
        }
        foreach (var subject in ours.Concat(peers))
        {
            subject.Dispose();
        }
    }

    /// <returns>The answers while nothing was broken, which tell how busy the machine is, and those of the breaks.</returns>
    private static async Task<(IReadOnlyList<Answer> Calm, IReadOnlyList<Answer> Broken)> SeeAsync(
        Subject subject, EndpointState fault, CancellationToken ct)
    {
        // What a program does for the first time is slow whatever it is: not what is asked here.
        await LoadForAsync(subject, WarmUp, ct);
        var calm = await LoadForAsync(subject, Calm, ct);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var load = subject.LoadAsync(over.Token);
        for (var n = 0; n < Breaks; n++)
        {
            await subject.BreakAsync(fault, Broken, ct);
            await Task.Delay(Whole, TimeProvider.System, ct);
        }
        await over.CancelAsync();
        return (calm, await load);
    }

    private static async Task<IReadOnlyList<Answer>> LoadForAsync(Subject subject, TimeSpan length, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        over.CancelAfter(length);
        return await subject.LoadAsync(over.Token);
    }

    private static IReadOnlyList<(TestdbService, ServiceEndpoint)> Ways(IEnumerable<TestdbService> services) =>
        [.. services.SelectMany(service => service.Endpoints.Select(endpoint => (service, endpoint)))];

    private static Subject PeerOf(Child program, IEnumerable<TestdbService> services) =>
        new(program.Name, program.Address, "/", $"/sites/{Shops.Site}/cart", Ways(services));
}
