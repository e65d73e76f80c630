using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace DemoApp.EndToEnd.Running;

/// <summary>The program itself, started as a user starts it: free ports, a data directory of its own, known only by what it prints.</summary>
internal sealed partial class DemoProgram : IAsyncDisposable
{
    public const string Passcode = "open-sesame-42";
    private static int started;
    private readonly Process process;
    private readonly Lines lines;
    private readonly StreamWriter log;

    private DemoProgram(string pace, IReadOnlyList<string> settings)
    {
        Folder = Directory.CreateTempSubdirectory("demoapp-e2e-").FullName;
        var number = Interlocked.Increment(ref started);
        log = new StreamWriter(Repository.Output("logs", string.Create(CultureInfo.InvariantCulture, $"program-{number:00}.log"))) { AutoFlush = true };
        // A shell that runs its children in the background has them ignore Ctrl-C; a user's terminal has not.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        process = Tool.Start(command[0],
        [
            .. command[1..], Repository.Program, "--Urls=http://127.0.0.1:0", "--Lab:KubernetesPort=0", "--Lab:TestdbPort=0",
            $"--Lab:DataDirectory={DataDirectory}", $"--Lab:Pace={pace}", $"--Presenter:Passcode={Passcode}", .. settings,
        ], new Dictionary<string, string> { ["HOME"] = Folder, ["DOTNET_NOLOGO"] = "1" });
        lines = new Lines(process, log);
    }

    public string Folder { get; }

    public string DataDirectory => Path.Combine(Folder, "lab");

    public string Kubeconfig => Path.Combine(DataDirectory, "kubeconfig");

    public string Output => lines.Text;

    public Uri Address => new(ShopAddress().Match(Output).Value);

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>The presenter's one-time link, as printed.</summary>
    public string SignInLink => SignIn().Match(Output).Value;

    /// <summary>Ports of service testdb, by cluster in order, as printed in the redis-cli lines.</summary>
    public IReadOnlyList<int> TestdbPorts =>
        [.. RedisLine().Matches(Output).Select(line => int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct()];

    public Process Process => process;

    /// <summary>Started, with both shops answering and both clusters' API servers there.</summary>
    public static async Task<DemoProgram> StartAsync(string pace = "0.1", params string[] settings)
    {
        var program = Launch(pace, settings);
        try
        {
            await program.BannerAsync();
            program.Http.BaseAddress = program.Address;
            foreach (var page in new[] { "/", "/sites/demo-clusterb" })
            {
                await Until.SeenAsync($"200 for {page}", () => program.StatusAsync(page), status => status == 200);
            }
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Started, and nothing waited for.</summary>
    public static DemoProgram Launch(string pace = "0.1", params string[] settings) => new(pace, settings);

    /// <summary>All it says once it listens.</summary>
    public Task BannerAsync() => Until.TrueAsync(
        "the banner", () => process.HasExited ? throw new InvalidOperationException($"Ended with {process.ExitCode}: {Output}") : Output.Contains("Ctrl-C", StringComparison.Ordinal), () => Output);

    public async Task<int> StatusAsync(string path) => (await PageAsync(path)).Status;

    /// <summary>A page as a browser gets it; status 0 where no answer came.</summary>
    public async Task<(int Status, string Body)> PageAsync(string path)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
            using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        catch (HttpRequestException)
        {
            return (0, "");
        }
    }

    /// <summary>Ctrl-C.</summary>
    public async Task<int> InterruptAsync()
    {
        await Tool.RunAsync("kill", ["-INT", $"{process.Id}"]);
        return await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await Until.TrueAsync("the program's end", () => process.HasExited, () => Output);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Tool.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            await process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        lines.Dispose();
        Http.Dispose();
        await log.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+(?=/)")]
    private static partial Regex ShopAddress();

    [GeneratedRegex(@"http://\S+/admin/sign-in\?token=\S+")]
    private static partial Regex SignIn();

    [GeneratedRegex(@"redis-cli -p (\d+)")]
    private static partial Regex RedisLine();
}
