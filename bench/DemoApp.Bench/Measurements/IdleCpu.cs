using System.Diagnostics;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measurements;

/// <summary>How much of a core the program takes while nobody asks anything of it, at the pace a presenter has.</summary>
internal sealed class IdleCpu : IMeasurement
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>Longer than the program compiles anew what it used most, and than its probers keep their pace after the last request.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    public string Name => "idle";

    public string Title => "At rest";

    public string Method =>
        "A two-cluster lab nobody asks anything of, at the pace a presenter has. Memory is the resident set; no " +
        "collection is forced.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct, pace: "1");
        await Task.Delay(Settling, TimeProvider.System, ct);
        var (before, from) = (lab.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(Watched, TimeProvider.System, ct);
        var share = (lab.ProcessorTime - before) / Stopwatch.GetElapsedTime(from);
        yield return new($"CPU of an idle two-cluster lab over {Watched.TotalSeconds:0} s", share * 100, "%", 1);
        yield return new("resident memory of an idle two-cluster lab with the application", lab.ResidentBytes / Megabyte, "MB", 180);
    }
}
