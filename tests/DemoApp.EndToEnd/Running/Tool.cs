using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace DemoApp.EndToEnd.Running;

/// <summary>What a command-line program answered. <see cref="ExitCode"/> is null when it was still running at the deadline and was ended.</summary>
internal sealed record ToolAnswer(int? ExitCode, string Output, string Error)
{
    public bool Hung => ExitCode is null;

    public ToolAnswer Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode?.ToString() ?? "none, it hung"}. {Output} {Error}");
        return this;
    }
}

/// <summary>Runs a stranger's program. Where it is missing the test skips with its reason; under CI that is a failure.</summary>
internal static class Tool
{
    public static async Task<ToolAnswer> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan? patience = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(patience ?? Until.Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return new ToolAnswer(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return new ToolAnswer(null, await output, await error);
        }
    }

    public static Process Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var how = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            how.Environment[name] = value;
        }
        try
        {
            var process = Process.Start(how)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            Missing($"{program} is not installed ({e.Message})");
            throw;
        }
    }

    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{reason}; with CI=true no test may skip.");
        }
        Assert.Skip(reason);
    }
}
