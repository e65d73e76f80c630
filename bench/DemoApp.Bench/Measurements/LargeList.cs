using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measurements;

/// <summary>How long a list of many objects takes, to its last byte.</summary>
internal sealed class LargeList : IMeasurement
{
    private const int Objects = 2000, Times = 20, WarmUp = 5;

    public string Name => "list";

    public string Title => "A large list";

    public string Method => "Two thousand config maps, from the request to the last byte; for kubectl the whole command.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct);
        using var api = new Api(lab.Configuration());
        await Parallel.ForAsync(0, Objects, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (i, end) =>
            await api.PostAsync(Api.ConfigMaps, string.Create(CultureInfo.InvariantCulture,
                $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"item-{{{i:0000}}}","labels":{"app":"bench"}},"data":{"key":"value {{{i}}}"}}"""), end));
        var milliseconds = new List<double>();
        for (var i = -WarmUp; i < Times; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            var list = await api.GetAsync(Api.ConfigMaps, ct);
            if (i >= 0)
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
            if (!list.Contains("item-1999", StringComparison.Ordinal))
            {
                throw new InvalidDataException("The list is not whole.");
            }
        }
        yield return new($"{Objects} config maps listed, median of {Times}", new Sample(milliseconds).Median, "ms", 50);

        var kubectl = new Kubectl(lab);
        var took = new List<double>();
        for (var i = -1; i < 5; i++)
        {
            var (exit, time) = await kubectl.RunAsync(ct, "--context", LabProgram.FirstCluster, "-n", "default", "get", "configmaps");
            if (exit != 0)
            {
                throw new InvalidOperationException("kubectl failed.");
            }
            if (i >= 0)
            {
                took.Add(time.TotalMilliseconds);
            }
        }
        yield return new($"kubectl get configmaps of {Objects}, whole command, median of 5", new Sample(took).Median, "ms", null);
    }
}
