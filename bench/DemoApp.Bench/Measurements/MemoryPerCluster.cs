using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measurements;

/// <summary>How much more memory the program has with every further cluster.</summary>
internal sealed class MemoryPerCluster : IMeasurement
{
    private const double Megabyte = 1024 * 1024;
    private static readonly int[] Sizes = [2, 4, 8];
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    public string Name => "memory";

    public string Title => "Memory with more clusters";

    public string Method => "The resident set of the process, started as a user starts it; no collection is forced.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var resident = new List<double>();
        foreach (var clusters in Sizes)
        {
            await using var lab = await LabProgram.SettledAsync(ct, clusters);
            await Task.Delay(Settling, TimeProvider.System, ct);
            resident.Add(lab.ResidentBytes / Megabyte);
            yield return new($"resident memory of the program with {clusters} clusters", resident[^1], "MB", null);
        }
        yield return new("memory of a further cluster, from 2 to 8", (resident[^1] - resident[0]) / (Sizes[^1] - Sizes[0]), "MB", 30);
    }
}
