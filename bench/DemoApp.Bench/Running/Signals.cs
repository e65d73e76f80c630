using System.Globalization;

namespace DemoApp.Bench.Running;

/// <summary>A process that is held still keeps its sockets and its port: it accepts and does not answer.</summary>
internal static class Signals
{
    public static Task HoldAsync(int process, CancellationToken ct) => SendAsync("STOP", process, ct);

    private static Task SendAsync(string signal, int process, CancellationToken ct) =>
        Command.OutputAsync("sh", ["-c", $"kill -{signal} {process.ToString(CultureInfo.InvariantCulture)}"], ct);
}
