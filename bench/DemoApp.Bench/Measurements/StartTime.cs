using System.Diagnostics;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measurements;

/// <summary>How long after the program was asked for kubectl gets its first answer, the command's own time included.</summary>
internal sealed class StartTime : IMeasurement
{
    private const int Times = 5;

    public string Name => "start";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var seconds = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await using var lab = LabProgram.Launch();
            var kubectl = new Kubectl(lab);
            await lab.UntilAsync("kubectl answers", async () =>
                File.Exists(lab.Kubeconfig) && (await kubectl.RunAsync(ct, "--context", LabProgram.FirstCluster, "-n", "redis", "get", "rec", LabProgram.FirstCluster)).Exit == 0, ct);
            seconds.Add(Stopwatch.GetElapsedTime(lab.Started).TotalSeconds);
        }
        yield return new($"start of a two-cluster lab to the first answer of kubectl get rec, median of {Times}", new Sample(seconds).Median, "s", 2);
    }
}
