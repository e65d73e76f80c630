using System.Diagnostics;
using System.Globalization;

namespace DemoApp.Bench.Running;

/// <summary>A web program in a process of its own: started, waited for until it answers, ended.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process process;
    private readonly StreamWriter log;
    private readonly string folder;

    private Child(string name, Uri address, IEnumerable<string> command, IReadOnlyDictionary<string, string> environment)
    {
        (Name, Address) = (name, address);
        folder = Directory.CreateTempSubdirectory("demoapp-bench-").FullName;
        log = new StreamWriter(Repository.Output("bench", $"{name.Replace(' ', '-')}-{address.Port}.log")) { AutoFlush = true };
        string[] words = [.. command];
        var how = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        // No kubeconfig, no settings of the user's own.
        how.Environment["HOME"] = folder;
        how.Environment.Remove("KUBECONFIG");
        foreach (var (key, value) in environment)
        {
            how.Environment[key] = value;
        }
        process = Process.Start(how)!;
        process.OutputDataReceived += (_, e) => Note(e.Data);
        process.ErrorDataReceived += (_, e) => Note(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>From the kernel, as <c>/proc/PID/status</c> says it.</summary>
    public (long ResidentBytes, int Threads) Memory()
    {
        var status = File.ReadLines($"/proc/{process.Id}/status")
            .Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return (Read("VmRSS") * 1024, (int)Read("Threads"));

        long Read(string key) => long.Parse(status[key].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    /// <param name="command">Program and arguments, told the port to listen on.</param>
    /// <param name="readyPath">Answers below 500 once the program is ready.</param>
    public static async Task<Child> StartAsync(
        string name, Func<int, IEnumerable<string>> command, string readyPath, CancellationToken ct,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var port = Ports.Free();
        var child = new Child(name, new Uri($"http://127.0.0.1:{port}"), command(port), environment ?? new Dictionary<string, string>());
        try
        {
            await child.ReadyAsync(readyPath, ct);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        await log.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ReadyAsync(string path, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(path, ct);
                if ((int)answer.StatusCode < 500)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{Name} did not answer at {Address}; see its log under test-output/bench.");
            }
            await Task.Delay(Between, TimeProvider.System, ct);
        }
    }

    private void Note(string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream is { CanWrite: true })
            {
                log.WriteLine(line);
            }
        }
    }
}
