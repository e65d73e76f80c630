namespace DemoApp.Bench.Measuring;

/// <summary>How much is measured. BENCH_QUICK=1 is for trying a change: fewer and shorter, and BENCHMARKS.md stays as it is.</summary>
internal static class Runs
{
    public static bool Quick { get; } = Environment.GetEnvironmentVariable("BENCH_QUICK") is "1" or "true";

    /// <summary>Turns each peer gets.</summary>
    public static int Rounds => Quick ? 1 : 5;

    public static T Of<T>(T whole, T quick) => Quick ? quick : whole;
}
