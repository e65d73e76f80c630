using System.Diagnostics;
using System.Globalization;

namespace DemoApp.Bench.Databases;

/// <summary>Redis' own load generator: 50 connections.</summary>
internal static class RedisBenchmark
{
    /// <returns>Requests a second, by test.</returns>
    public static async Task<IReadOnlyDictionary<string, double>> RunAsync(int port, int pipeline, int requests, string tests, CancellationToken ct)
    {
        string[] arguments =
        [
            .. ((FormattableString[])[$"{port}"]).SelectMany(p => (string[])["-p", FormattableString.Invariant(p)]),
            "-c", "50", "-P", Text(pipeline), "-n", Text(requests), "-r", "100000", "-t", tests, "--csv",
        ];
        using var process = Process.Start(new ProcessStartInfo("redis-benchmark", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return output.Split('\n').Select(line => line.Split(',')).Where(cells => cells.Length > 1 && cells[1].Trim('"') is [>= '0' and <= '9', ..])
            .ToDictionary(cells => cells[0].Trim('"'), cells => double.Parse(cells[1].Trim('"'), CultureInfo.InvariantCulture));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
