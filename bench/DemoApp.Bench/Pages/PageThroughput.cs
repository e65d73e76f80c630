using System.Runtime.CompilerServices;
using DemoApp.Bench.Databases;
using DemoApp.Bench.Load;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Peers;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Pages;

/// <summary>
/// How many pages a second, beside the same page without Redis and beside pages that do the same reads and writes the usual way. All
/// in one run and in turns: redis-server, the load generator and the page share the machine's cores.
/// </summary>
internal sealed class PageThroughput : IMeasurement
{
    private const int Connections = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);
    private static readonly (string Script, string Who, double LeastOfBare)[] Visitors =
        [("first", "first visitor", 0.8), ("returning", "returning attendee, GET and POST", 0.6)];

    public string Name => "page";

    public string Title => "The page";

    public string Method =>
        "wrk on the same cores as the page and redis-server, in turns, the median of five. \"Without Redis\" is the " +
        "application's own page behind its own middleware with made-up data. The naive shop is a Razor page on the " +
        "defaults of StackExchange.Redis and IDistributedCache, the Express shop a template on node-redis: the same " +
        "goods, reads and writes. A returning attendee sets a quantity in the cart, then reads the page, in turns.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var redis = await Server.RedisAsync(ct);
        await using var ours = await Shops.DemoAppAsync([redis.Ports[0]], ct);
        await using var bare = await Shops.WithoutRedisAsync(redis.Ports[0], ct);
        await using var naive = await Shops.NaiveAsync(redis.Ports[0], ct);
        await using var express = await Shops.ExpressAsync(redis.Ports[0], ct);
        Child[] all = [ours, bare, naive, express];
        var sizes = new Dictionary<Child, int>();
        foreach (var shop in all)
        {
            sizes[shop] = await Visitor.SettleAsync(shop.Address, ct);
            await Wrk.RunAsync(shop.Address, "first", Connections, WarmUp, ct);
            await Wrk.RunAsync(shop.Address, "returning", Connections, WarmUp, ct);
        }
        yield return new("page of a returning attendee with Redis to the one without, bytes", (double)sizes[ours] / sizes[bare], "", 1.05);
        foreach (var (script, who, least) in Visitors)
        {
            var seen = all.ToDictionary(shop => shop, _ => new List<WrkResult>());
            for (var round = 0; round < Runs.Rounds; round++)
            {
                foreach (var shop in all)
                {
                    seen[shop].Add(await Wrk.RunAsync(shop.Address, script, Connections, Turn, ct));
                }
            }
            foreach (var figure in Figures(who, least, ours, bare, naive, express, seen))
            {
                yield return figure;
            }
        }
    }

    private static IEnumerable<Figure> Figures(
        string who, double leastOfBare, Child ours, Child bare, Child naive, Child express, Dictionary<Child, List<WrkResult>> seen)
    {
        yield return new(
            $"{who}: requests to those of the same page without Redis", Rate(ours) / Rate(bare), "", leastOfBare) { IsLeast = true };
        yield return new($"{who}: p99 to that of the same page without Redis", P99(ours) / P99(bare), "", 1.5);
        yield return new($"{who}: requests to those of {naive.Name}", Rate(ours) / Rate(naive), "", 2.5) { IsLeast = true };
        yield return new($"{who}: requests to those of {express.Name}", Rate(ours) / Rate(express), "", 5) { IsLeast = true };
        foreach (var shop in seen.Keys)
        {
            yield return new($"{who}: {shop.Name}, {Connections} connections", Rate(shop), "/s", null);
            yield return new($"{who}: {shop.Name}, p99", P99(shop), "ms", null);
        }
        var failed = seen.Values.Sum(runs => runs.Sum(run => run.Failed + run.Broken + run.Timeouts));
        yield return new($"{who}: answers that failed, all programs", failed, "", 0);

        double Rate(Child shop) => new Sample(seen[shop].Select(run => run.Rate)).Median;
        double P99(Child shop) => new Sample(seen[shop].Select(run => run.P99)).Median;
    }
}
