using System.Runtime.CompilerServices;
using DemoApp.Bench.Databases;
using DemoApp.Bench.Load;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Peers;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Outages;

/// <summary>
/// The database goes while 256 visitors refresh: its process ends (refused) or is held still (silent). No answer may be late, the answers
/// that say so must be quick, and what the program holds must not grow. The naive shop goes through the same.
/// </summary>
internal sealed class OutageLoad : IMeasurement
{
    private const int Connections = 256;
    private const double Deadline = 1000, Grace = 200;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Healthy = Runs.Of(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(4));
    private static readonly TimeSpan Onset = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan BeforeFault = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Outage = Runs.Of(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(8));

    /// <summary>wrk knows whole seconds only, and tells of no request that is under way when it ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly (string Name, Func<Server, CancellationToken, Task> Break)[] Faults =
        [("refused", (redis, ct) => redis.StopAsync(ct)), ("silent", (redis, ct) => redis.FreezeAsync(ct))];

    public string Name => "outage";

    public string Title => "Outage under load";

    public string Method =>
        "wrk, 256 connections; redis-server is ended (refused) or held still by SIGSTOP (silent) two seconds after the " +
        "load began. Threads and memory as the kernel counts them, the most of the outage against the most of the time " +
        "before.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (fault, breakIt) in Faults)
        {
            var ours = await SeeAsync(Shops.DemoAppAsync, breakIt, ct);
            yield return new($"{fault}: slowest answer from before to 6 s after", ours.Onset.Slowest, "ms", Deadline + Grace);
            var unanswered = Unanswered(ours.Onset) + Unanswered(ours.During);
            yield return new($"{fault}: requests without an answer for {Patience.TotalSeconds:0} s", unanswered, "", 0);
            yield return new(
                $"{fault}: p99 once the breaker is open, {Connections} connections, {Outage.TotalSeconds:0} s", ours.During.P99, "ms", 20);
            yield return new($"{fault}: slowest answer then", ours.During.Slowest, "ms", Deadline + Grace);
            yield return new(
                $"{fault}: answers a second to those while all was well", ours.During.Rate / ours.Healthy.Rate, "", 1) { IsLeast = true };
            yield return new($"{fault}: threads at most, to those while all was well", ours.Threads, "", 1.1);
            yield return new($"{fault}: memory at most, to that while all was well", ours.Memory, "", 1.1);
            yield return new($"{fault}: answers while all was well", ours.Healthy.Rate, "/s", null);

            var naive = await SeeAsync((databases, token) => Shops.NaiveAsync(databases[0], token), breakIt, ct);
            yield return new($"{fault}, naive shop: slowest answer from before to 6 s after", naive.Onset.Slowest, "ms", null);
            yield return new($"{fault}, naive shop: p99 of {Outage.TotalSeconds:0} s", naive.During.P99, "ms", null);
            yield return new(
                $"{fault}, naive shop: answers a second to those while all was well", naive.During.Rate / naive.Healthy.Rate, "", null);
            yield return new($"{fault}, naive shop: threads at most, to those while all was well", naive.Threads, "", null);
            yield return new($"{fault}, naive shop: memory at most, to that while all was well", naive.Memory, "", null);
        }
    }

    private static async Task<Seen> SeeAsync(
        Func<IReadOnlyList<int>, CancellationToken, Task<Child>> start, Func<Server, CancellationToken, Task> breakIt, CancellationToken ct)
    {
        await using var redis = await Server.RedisAsync(ct);
        await using var shop = await start([redis.Ports[0]], ct);
        await LoadAsync(shop, WarmUp, ct);
        var before = new Usage(shop);
        var healthy = await before.WatchAsync(LoadAsync(shop, Healthy, ct), ct);
        var beginning = LoadAsync(shop, Onset, ct);
        await Task.Delay(BeforeFault, TimeProvider.System, ct);
        var during = new Usage(shop);
        await breakIt(redis, ct);
        var onset = await during.WatchAsync(beginning, ct);
        var open = await during.WatchAsync(LoadAsync(shop, Outage, ct), ct);
        return new(healthy, onset, open, during.Threads / before.Threads, during.Megabytes / before.Megabytes);
    }

    private static Task<WrkResult> LoadAsync(Child shop, TimeSpan duration, CancellationToken ct) =>
        Wrk.RunAsync(shop.Address, "first", Connections, duration, ct, Patience);

    private static long Unanswered(WrkResult run) => run.Timeouts + run.Broken;

    private sealed record Seen(WrkResult Healthy, WrkResult Onset, WrkResult During, double Threads, double Memory);
}
