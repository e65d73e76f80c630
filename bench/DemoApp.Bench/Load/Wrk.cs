using System.Globalization;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Load;

/// <summary>What a run of wrk saw. Times in milliseconds.</summary>
internal sealed record WrkResult(
    long Requests, double Seconds, long Failed, long Broken, long Timeouts, double P50, double P99, double Slowest)
{
    public double Rate => Requests / Seconds;
}

/// <summary>
/// The load generator wrk: as many requests as so many connections get answered. A slow answer delays the next request of its connection.
/// </summary>
internal static class Wrk
{
    private static readonly string Scripts = Path.Combine(Repository.Root, "bench", "load");

    /// <param name="script">first or returning, of bench/load.</param>
    /// <param name="patience">How long wrk waits before it counts a timeout.</param>
    public static async Task<WrkResult> RunAsync(
        Uri address, string script, int connections, TimeSpan duration, CancellationToken ct, TimeSpan? patience = null)
    {
        string[] arguments =
        [
            "-c", "cd \"$1\" && exec wrk -t2 -c\"$2\" -d\"$3\" --timeout \"$4\" -s \"$5\" \"$6\" -- \"$7\"", "wrk",
            Scripts, Text(connections), Seconds(duration), Seconds(patience ?? TimeSpan.FromSeconds(10)),
            $"{script}.lua", address.ToString(), Peers.Shops.Site,
        ];
        var output = await Command.OutputAsync("sh", arguments, ct);
        var line = output.Split('\n').LastOrDefault(l => l.StartsWith("summary ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk told no summary: {output}");
        double[] seen = [.. line.Split(' ').Skip(1).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new((long)seen[0], seen[1], (long)seen[2], (long)seen[3], (long)seen[4], seen[5], seen[6], seen[7]);
    }

    private static string Seconds(TimeSpan time) => $"{Text((int)Math.Ceiling(time.TotalSeconds))}s";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
