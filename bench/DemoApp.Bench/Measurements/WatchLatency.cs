using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;
using k8s;

namespace DemoApp.Bench.Measurements;

/// <summary>How long after a merge patch of the rec a watch of KubernetesClient calls back.</summary>
internal sealed class WatchLatency : IMeasurement
{
    private const int Patches = 1000, WarmUp = 100;

    public string Name => "watch";

    public string Title => "A change seen by a watch";

    public string Method => "From before the patch is sent until KubernetesClient calls back: more than \"from patch accepted\". All is TLS.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct);
        using var client = lab.Client();
        using var api = new Api(lab.Configuration());
        var seen = Channel.CreateUnbounded<(string Mark, long At)>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = FollowAsync(client, seen.Writer, over.Token);
        var milliseconds = new List<double>();
        for (var i = -WarmUp; i < Patches; i++)
        {
            var mark = i.ToString(CultureInfo.InvariantCulture);
            var sent = Stopwatch.GetTimestamp();
            await api.MergePatchAsync($"{Api.Recs}/{LabProgram.FirstCluster}", $$$"""{"metadata":{"annotations":{"bench":"{{{mark}}}"} } }""", ct);
            (string Mark, long At) event_;
            do
            {
                event_ = await seen.Reader.ReadAsync(ct);
            }
            while (event_.Mark != mark);
            if (i >= 0)
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(sent, event_.At).TotalMilliseconds);
            }
        }
        await over.CancelAsync();
        await watching;
        var sample = new Sample(milliseconds);
        yield return new($"patch sent to KubernetesClient callback, p50 of {Patches}", sample.Median, "ms", 4);
        yield return new($"patch sent to KubernetesClient callback, p99 of {Patches}", sample.Percentile(99), "ms", 25);
    }

    private static async Task FollowAsync(Kubernetes client, ChannelWriter<(string, long)> seen, CancellationToken ct)
    {
        try
        {
            await foreach (var (_, rec) in client.CustomObjects.WatchListNamespacedCustomObjectAsync(
                "app.redislabs.com", "v1", "redis", "redisenterpriseclusters", onError: e => seen.TryComplete(e), cancellationToken: ct))
            {
                var at = Stopwatch.GetTimestamp();
                if (((JsonElement)rec).GetProperty("metadata").TryGetProperty("annotations", out var all) && all.TryGetProperty("bench", out var mark))
                {
                    seen.TryWrite((mark.GetString()!, at));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Measured.
        }
    }
}
