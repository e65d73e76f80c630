using System.Diagnostics;
using System.Globalization;
using k8s;

namespace DemoApp.Bench.Running;

/// <summary>The built program in a process of its own: free ports, a fresh data directory.</summary>
internal sealed class LabProgram : IAsyncDisposable
{
    public const string FirstCluster = "demo-clustera";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly StreamWriter log;

    private LabProgram(int clusters, string pace)
    {
        Folder = Directory.CreateTempSubdirectory("demoapp-bench-").FullName;
        log = new StreamWriter(Repository.Output("bench", "program.log")) { AutoFlush = true };
        var how = new ProcessStartInfo("dotnet",
        [
            Repository.Program, "--Urls=http://127.0.0.1:0", "--Lab:KubernetesPort=0", "--Lab:TestdbPort=0", $"--Lab:Pace={pace}",
            $"--Lab:DataDirectory={Path.Combine(Folder, "lab")}", string.Create(CultureInfo.InvariantCulture, $"--Lab:Clusters={clusters}"),
        ]) { RedirectStandardOutput = true, RedirectStandardError = true };
        how.Environment["HOME"] = Folder;
        Started = Stopwatch.GetTimestamp();
        Process = Process.Start(how)!;
        Process.OutputDataReceived += (_, e) => Note(e.Data);
        Process.ErrorDataReceived += (_, e) => Note(e.Data);
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    public string Folder { get; }

    public string Kubeconfig => Path.Combine(Folder, "lab", "kubeconfig");

    public Process Process { get; }

    /// <summary>When the process was asked for, as Stopwatch counts.</summary>
    public long Started { get; }

    /// <summary>Memory of the process that is in RAM, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            Process.Refresh();
            return Process.WorkingSet64;
        }
    }

    public static LabProgram Launch(int clusters = 2, string pace = "0.1") => new(clusters, pace);

    /// <summary>Launched, and the rec of every cluster runs.</summary>
    public static async Task<LabProgram> SettledAsync(CancellationToken ct, int clusters = 2, string pace = "0.1")
    {
        var lab = Launch(clusters, pace);
        try
        {
            await lab.UntilAsync("the recs run", () => lab.RecsRunAsync(clusters, ct), ct);
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

    public async Task UntilAsync(string what, Func<Task<bool>> holds, CancellationToken ct)
    {
        var asked = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Process.HasExited || Stopwatch.GetElapsedTime(asked) > Patience)
            {
                throw new TimeoutException($"{what}: not seen; see test-output/bench/program.log.");
            }
            await Task.Delay(Between, TimeProvider.System, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            await Process.WaitForExitAsync(CancellationToken.None);
        }
        Process.Dispose();
        await log.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
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
