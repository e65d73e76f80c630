using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measurements;

/// <summary>Whether many watches open at once each see every change, in order.</summary>
internal sealed class ManyWatches : IMeasurement
{
    private const int Watches = 200, Changes = 1000;

    public string Name => "watches";

    public string Title => "Many watches";

    public string Method => "Each must see every change once and in order.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct);
        using var api = new Api(lab.Configuration());
        await api.PostAsync(Api.ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"counter"},"data":{"count":"0"}}""", ct);
        var readers = await Task.WhenAll(Enumerable.Range(0, Watches).Select(_ => api.WatchAsync($"{Api.ConfigMaps}?watch=true&fieldSelector=metadata.name%3Dcounter", ct)));
        var started = Stopwatch.GetTimestamp();
        var counting = readers.Select(reader => Task.Run(() => InOrderAsync(reader, ct), ct)).ToArray();
        for (var i = 1; i <= Changes; i++)
        {
            await api.MergePatchAsync($"{Api.ConfigMaps}/counter", string.Create(CultureInfo.InvariantCulture, $$"""{"data":{"count":"{{i}}"} }"""), ct);
        }
        var patched = Stopwatch.GetElapsedTime(started);
        var right = (await Task.WhenAll(counting)).Count(inOrder => inOrder);
        var all = Stopwatch.GetElapsedTime(started);
        yield return new($"watches of {Watches} that missed or swapped one of {Changes} changes", Watches - right, "", 0);
        yield return new($"{Changes} changes written while {Watches} watches are open", patched.TotalSeconds, "s", null);
        yield return new("until the last watch had seen the last change", all.TotalSeconds, "s", null);
    }

    /// <summary>0 is there when the watch begins; each further line is the next number.</summary>
    private static async Task<bool> InOrderAsync(StreamReader reader, CancellationToken ct)
    {
        for (var due = 0; due <= Changes;)
        {
            if (await reader.ReadLineAsync(ct) is not { } line)
            {
                return false;
            }
            if (line.StartsWith("{\"type\":\"BOOKMARK\"", StringComparison.Ordinal))
            {
                continue;
            }
            if (!line.Contains(string.Create(CultureInfo.InvariantCulture, $"\"count\":\"{due}\""), StringComparison.Ordinal))
            {
                return false;
            }
            due++;
        }
        return true;
    }
}
