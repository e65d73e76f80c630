using System.Diagnostics;
using System.Threading.Channels;

namespace DemoApp.Bench.Running;

/// <summary>The kubectl of the machine, against one lab.</summary>
internal sealed class Kubectl(LabProgram lab)
{
    public const string Rec = LabProgram.FirstCluster;

    /// <summary>Exit code and how long it took.</summary>
    public async Task<(int Exit, TimeSpan Took)> RunAsync(CancellationToken ct, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        await Task.WhenAll(output, error);
        return (process.ExitCode, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>A command that goes on; its lines with the moment each was read.</summary>
    public (Process Process, ChannelReader<(string Line, long At)> Lines) Follow(params string[] arguments)
    {
        var lines = Channel.CreateUnbounded<(string, long)>();
        var process = Start(arguments);
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
            {
                lines.Writer.TryComplete();
            }
            else
            {
                lines.Writer.TryWrite((e.Data, Stopwatch.GetTimestamp()));
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, lines.Reader);
    }

    private Process Start(string[] arguments)
    {
        var how = new ProcessStartInfo("kubectl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        (how.Environment["KUBECONFIG"], how.Environment["HOME"]) = (lab.Kubeconfig, lab.Folder);
        return Process.Start(how)!;
    }
}
