using System.Diagnostics;
using System.Globalization;
using k8s;

namespace DemoApp.Bench.Running;

/// <summary>The built program in a process of its own: free ports, a fresh data directory.</summary>
internal sealed class LabProgram : IAsyncDisposable
{
    public const string FirstCluster = "demo-clustera";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    /// <summary>Seldom enough not to be part of what is measured afterwards: each look is a connection of its own.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly StreamWriter log;
    private readonly string[] command;
    private readonly bool isBuilt;

    private LabProgram(int clusters, string pace, LabPorts ports, IEnumerable<string>? other)
    {
        Folder = Directory.CreateTempSubdirectory("demoapp-bench-").FullName;
        Ports = ports;
        log = new StreamWriter(Repository.Output("bench", "program.log")) { AutoFlush = true };
        isBuilt = other is null;
        command =
        [
            .. other ?? ["dotnet", Repository.Program], "--Urls=http://127.0.0.1:0", $"--Lab:Pace={pace}", $"--Lab:DataDirectory={Path.Combine(Folder, "lab")}",
            .. ((FormattableString[])[$"--Lab:KubernetesPort={ports.Kubernetes}", $"--Lab:TestdbPort={ports.Testdb}", $"--Lab:Clusters={clusters}"])
                .Select(FormattableString.Invariant),
        ];
        Process = Start();
    }

    public string Folder { get; }

    public string Kubeconfig => Path.Combine(Folder, "lab", "kubeconfig");

    public LabPorts Ports { get; }

    public Process Process { get; private set; }

    /// <summary>When the process was asked for, as Stopwatch counts.</summary>
    public long Started { get; private set; }

    /// <summary>Memory of the process that is in RAM, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            Process.Refresh();
            return Process.WorkingSet64;
        }
    }

    /// <summary>What the process has taken of all cores since it began.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }
    }

    /// <summary>The shop's page, once the program has told where it is.</summary>
    public Uri? Page { get; private set; }

    public static LabProgram Launch(int clusters = 2, string pace = "0.1", LabPorts? ports = null) => new(clusters, pace, ports ?? LabPorts.Free, null);

    /// <summary>Started in another way than from its build: with the user's own home, at the pace a user has.</summary>
    public static LabProgram LaunchBy(IEnumerable<string> command) => new(2, "1", LabPorts.Free, command);

    /// <summary>Launched, and the rec of every cluster runs.</summary>
    public static async Task<LabProgram> SettledAsync(CancellationToken ct, int clusters = 2, string pace = "0.1", LabPorts? ports = null)
    {
        var lab = Launch(clusters, pace, ports);
        try
        {
            await lab.UntilAsync("the recs run", () => lab.RecsRunAsync(clusters, ct), ct, BetweenLooks);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public Kubernetes Client(string cluster = FirstCluster) => new(Configuration(cluster));

    public KubernetesClientConfiguration Configuration(string cluster = FirstCluster) => KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig, cluster);

    public async Task UntilAsync(string what, Func<Task<bool>> holds, CancellationToken ct, TimeSpan? pause = null)
    {
        var asked = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Process.HasExited)
            {
                throw new InvalidOperationException($"{what}: the program ended with {Process.ExitCode}; see test-output/bench/program.log.");
            }
            if (Stopwatch.GetElapsedTime(asked) > Patience)
            {
                throw new TimeoutException($"{what}: not seen; see test-output/bench/program.log.");
            }
            await Task.Delay(pause ?? Between, TimeProvider.System, ct);
        }
    }

    /// <summary>Ends the process as kill -9 does, and starts another on what it left.</summary>
    public async Task KillAndStartAgainAsync(CancellationToken ct)
    {
        Process.Kill();
        await Process.WaitForExitAsync(ct);
        Process.Dispose();
        Process = Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
        }
        // Until its last words are in the log.
        await Process.WaitForExitAsync(CancellationToken.None);
        Process.Dispose();
        await log.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private Process Start()
    {
        var how = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (isBuilt)
        {
            how.Environment["HOME"] = Folder;
        }
        // A build leaves no process behind that others would wait for.
        how.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        Started = Stopwatch.GetTimestamp();
        var process = Process.Start(how)!;
        process.OutputDataReceived += (_, e) => Note(e.Data);
        process.ErrorDataReceived += (_, e) => Note(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<bool> RecsRunAsync(int clusters, CancellationToken ct)
    {
        if (!File.Exists(Kubeconfig))
        {
            return false;
        }
        for (var i = 0; i < clusters; i++)
        {
            var name = $"demo-cluster{(char)('a' + i)}";
            var api = new Api(Configuration(name));
            using (api)
            {
                if (!(await api.TryGetAsync($"{Api.Recs}/{name}", ct)).Contains("\"state\":\"Running\"", StringComparison.Ordinal))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private static Uri? PageIn(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["Shop", var address] ? new(address) : null;

    private void Note(string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream is { CanWrite: true })
            {
                log.WriteLine(line);
                Page ??= PageIn(line);
            }
        }
    }
}
