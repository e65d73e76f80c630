using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measurements;

/// <summary>How long after a merge patch <c>kubectl get rec -w</c> prints the line; a label column tells which patch it shows.</summary>
internal sealed class KubectlLatency : IMeasurement
{
    private const int Patches = 1000, WarmUp = 50;

    public string Name => "kubectl";

    public string Title => "A change seen by kubectl";

    public string Method => "From before the patch is sent until the line of `kubectl get rec -w` is there.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct);
        using var api = new Api(lab.Configuration());
        var (kubectl, lines) = new Kubectl(lab).Follow("--context", LabProgram.FirstCluster, "-n", "redis", "get", "rec", "-w", "-L", "bench");
        using var process = kubectl;
        await lines.ReadAsync(ct); // The heading.
        await lines.ReadAsync(ct); // The rec as it is.
        var milliseconds = new List<double>();
        for (var i = -WarmUp; i < Patches; i++)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"n{i + WarmUp}");
            var sent = Stopwatch.GetTimestamp();
            await api.MergePatchAsync($"{Api.Recs}/{LabProgram.FirstCluster}", $$$"""{"metadata":{"labels":{"bench":"{{{mark}}}"} } }""", ct);
            (string Line, long At) printed;
            do
            {
                printed = await lines.ReadAsync(ct);
            }
            while (!printed.Line.TrimEnd().EndsWith($" {mark}", StringComparison.Ordinal));
            if (i >= 0)
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(sent, printed.At).TotalMilliseconds);
            }
        }
        process.Kill();
        var sample = new Sample(milliseconds);
        yield return new($"patch sent to line of kubectl get rec -w, p50 of {Patches}", sample.Median, "ms", 4);
        yield return new($"patch sent to line of kubectl get rec -w, p99 of {Patches}", sample.Percentile(99), "ms", 25);
    }
}
