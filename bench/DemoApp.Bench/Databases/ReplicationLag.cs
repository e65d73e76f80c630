using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Survival;

namespace DemoApp.Bench.Databases;

/// <summary>How long after its acknowledgement a write of one site is read at the other, at 5,000 writes a second.</summary>
internal sealed class ReplicationLag : IMeasurement
{
    private const int Rate = 5_000;
    private const int Tick = 5;
    private const string Key = "lag";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public string Name => "lag";

    public string Title => "Replication lag";

    public string Method => "From a write acknowledged at one site to its being read at the other.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var sites = await Server.SitesAsync(2, ct);
        var acknowledged = new long[(int)(Rate * Length.TotalSeconds) + 1];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = ReadAsync(sites.Ports[1], acknowledged, stop.Token);
        var written = await WriteAsync(sites.Ports[0], acknowledged, ct);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ct);
        await stop.CancelAsync();
        var lags = new Sample(await reading);
        yield return new("replication lag, write acknowledged here to read there, p50", lags.Percentile(50), "ms", 5);
        yield return new("replication lag, write acknowledged here to read there, p99", lags.Percentile(99), "ms", 25);
        yield return new("writes a second meanwhile", written, "/s", null);
    }

    private static async Task<double> WriteAsync(int port, long[] acknowledged, CancellationToken ct)
    {
        await using var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), ct);
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Tick));
        var next = 1;
        while (next < acknowledged.Length && await timer.WaitForNextTickAsync(ct))
        {
            var due = Math.Min(acknowledged.Length - 1, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * Rate));
            if (due < next)
            {
                continue;
            }
            await client.SendAsync(Enumerable.Range(next, due - next + 1).Select(n => (string[])["SET", Key, n.ToString(CultureInfo.InvariantCulture)]), ct);
            for (; next <= due; next++)
            {
                await client.ReceiveAsync(ct);
                Volatile.Write(ref acknowledged[next], Stopwatch.GetTimestamp());
            }
        }
        return (acknowledged.Length - 1) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Asks again and again; each new value is one sample.</summary>
    private static async Task<List<double>> ReadAsync(int port, long[] acknowledged, CancellationToken ct)
    {
        var lags = new List<double>();
        await using var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), ct);
        var last = 0;
        while (!ct.IsCancellationRequested)
        {
            var text = await client.AskAsync(CancellationToken.None, "GET", Key);
            var now = Stopwatch.GetTimestamp();
            if (text.Length > 0 && int.Parse(text, CultureInfo.InvariantCulture) is var value && value > last)
            {
                last = value;
                // Seen before the writer had its answer: no lag.
                lags.Add(Volatile.Read(ref acknowledged[value]) is > 0 and var at && at < now ? Stopwatch.GetElapsedTime(at, now).TotalMilliseconds : 0);
            }
        }
        return lags;
    }
}
