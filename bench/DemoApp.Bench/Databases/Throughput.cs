using System.Globalization;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;

namespace DemoApp.Bench.Databases;

/// <summary>testdb at its endpoint, with a peer that gets all writes, against the bare Garnet behind it and against redis-server: in turns, in one run.</summary>
internal sealed class Throughput : IMeasurement
{
    private const int Rounds = 5;
    private static readonly (int Pipeline, int Requests)[] Loads = [(1, 60_000), (16, 400_000)];

    public string Name => "throughput";

    public string Title => "testdb beside bare Garnet and redis-server";

    public string Method => "redis-benchmark, 50 connections, in turns; testdb with a peer that gets all writes.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var testdb = await Server.SitesAsync(2, ct);
        await using var bare = await Server.BareGarnetAsync(ct);
        await using var redis = await Server.RedisAsync(ct);
        foreach (var (pipeline, requests) in Loads)
        {
            var seen = new Dictionary<(Server, string), List<double>>();
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var server in (Server[])[testdb, bare, redis])
                {
                    foreach (var (test, rate) in await RedisBenchmark.RunAsync(server.Ports[0], pipeline, requests, "set,get,incr", ct))
                    {
                        (seen.TryGetValue((server, test), out var rates) ? rates : seen[(server, test)] = []).Add(rate);
                    }
                }
            }
            foreach (var (test, least) in ((string, double)[])[("GET", 0.8), ("SET", 0.4), ("INCR", 0.4)])
            {
                var ours = new Sample(seen[(testdb, test)]).Median;
                var what = string.Create(CultureInfo.InvariantCulture, $"{test}, 50 connections, pipeline {pipeline}");
                yield return new($"testdb to bare Garnet: {what}", ours / new Sample(seen[(bare, test)]).Median, "", least) { IsLeast = true };
                yield return new($"testdb to redis-server: {what}", ours / new Sample(seen[(redis, test)]).Median, "", null);
                yield return new($"testdb: {what}", ours, "/s", null);
            }
        }
    }
}
