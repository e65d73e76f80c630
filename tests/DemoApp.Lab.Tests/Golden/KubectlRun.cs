using System.Diagnostics;
using DemoApp.Lab.Tests.KubeApi;
using Xunit;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>Runs recorded command lines with the real kubectl against the lab's server, in a shell, as they were recorded.</summary>
internal sealed class KubectlRun : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan LongestWatch = TimeSpan.FromSeconds(6);
    private readonly DirectoryInfo tools = Directory.CreateTempSubdirectory("demoapp-kubectl-");

    public KubectlRun(RunningApi api)
    {
        var script = Path.Combine(tools.FullName, "kubectl");
        var real = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(p => Path.Combine(p, "kubectl")).First(File.Exists);
        File.WriteAllText(script, $"#!/bin/sh\nexec {real} --kubeconfig {api.Kubeconfig} --cache-dir {Cache} $AS \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Cache => Path.Combine(tools.FullName, "cache");

    public void Dispose() => tools.Delete(true);

    /// <returns>What was printed, masked as recordings are, and the exit code; 124 for a watch that was ended here.</returns>
    public async Task<(int Exit, string Output, string Error)> RunAsync(string command, string environment = "", KubectlRecording? recording = null)
    {
        if (recording?.Error.Contains("memcache", StringComparison.Ordinal) == true && Directory.Exists(Cache))
        {
            // It was recorded with nothing known of the server yet, and says so.
            Directory.Delete(Cache, true);
        }
        using var process = Start($"{environment} {command}");
        var output = new Collected(process.StandardOutput);
        var error = new Collected(process.StandardError);
        if (recording is { Meanwhile.Length: > 0 })
        {
            await MeanwhileAsync(recording, output);
        }
        var patience = recording?.Watches == true ? LongestWatch : Longest;
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var enough = recording?.Watches == true ? output.LinesAsync(recording.Output.Split('\n').Length) : Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        await Task.WhenAny(ended, enough, Task.Delay(patience, TestContext.Current.CancellationToken));
        var stopped = !process.HasExited;
        if (stopped)
        {
            process.Kill(entireProcessTree: true);
        }
        await ended;
        return (stopped ? 124 : process.ExitCode, KubectlRecording.Mask(await output.AllAsync()), KubectlRecording.Mask(await error.AllAsync()));
    }

    private async Task MeanwhileAsync(KubectlRecording recording, Collected output)
    {
        // A watch that prints what is there first is open once it has; the others are given the time a person would.
        var shown = recording.Watches && !recording.Command.Contains("--watch-only", StringComparison.Ordinal) ? output.LinesAsync(2) : Task.Delay(Longest, TestContext.Current.CancellationToken);
        await Task.WhenAny(shown, Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        var commands = recording.Meanwhile.StartsWith("curl", StringComparison.Ordinal)
            ? "kubectl delete pod demo-clustera-2 -n redis --grace-period=0 --force --wait=false"
            : recording.Meanwhile.Replace("$K", "kubectl", StringComparison.Ordinal);
        using var process = Start(commands);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private Process Start(string command)
    {
        var how = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.Combine(GoldenCase.Folder, "work") };
        how.ArgumentList.Add("-c");
        how.ArgumentList.Add(command);
        how.Environment["PATH"] = $"{tools.FullName}:{how.Environment["PATH"]}";
        how.Environment["TMPDIR"] = tools.FullName;
        return Process.Start(how)!;
    }

    private sealed class Collected
    {
        private readonly System.Text.StringBuilder text = new();
        private readonly Task reading;
        private readonly List<(int Count, TaskCompletionSource Seen)> waiting = [];
        private int lines;

        public Collected(StreamReader from) => reading = ReadAsync(from);

        public Task LinesAsync(int count)
        {
            lock (waiting)
            {
                var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Add((count, seen));
                Tell();
                return seen.Task;
            }
        }

        public async Task<string> AllAsync()
        {
            await reading;
            return text.ToString();
        }

        private async Task ReadAsync(StreamReader from)
        {
            while (await from.ReadLineAsync() is { } line)
            {
                lock (waiting)
                {
                    text.Append(line).Append('\n');
                    lines++;
                    Tell();
                }
            }
        }

        private void Tell() => waiting.ForEach(w => { if (lines >= w.Count) { w.Seen.TrySetResult(); } });
    }
}
