using System.Diagnostics;

namespace DemoApp.Bench.Running;

/// <summary>A command that is run to its end.</summary>
internal static class Command
{
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> OutputAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException(
            $"{program} ended with {process.ExitCode}: {await error}{await output}");
    }
}
