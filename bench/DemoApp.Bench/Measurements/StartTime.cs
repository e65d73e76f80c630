using System.Diagnostics;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measurements;

/// <summary>
/// How long after the program was asked for kubectl gets its first answer, the command's own time included, and a browser its first page.
/// The processor time the program took until then tells a slow start from a busy machine.
/// </summary>
internal sealed class StartTime : IMeasurement
{
    private static readonly int Times = Runs.Of(5, 2);

    public string Name => "start";

    public string Title => "Start";

    public string Method =>
        "From the program being asked for, its lab included, to the first answer. `dotnet run` and the published program start as a user " +
        "starts them; where only its build is started, the lab runs at a tenth of its pace.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        List<double> kubectlAfter = [], kubectlCpu = [], pageAfter = [], pageCpu = [];
        using var browser = new HttpClient();
        for (var i = 0; i < Times; i++)
        {
            await using var lab = LabProgram.Launch();
            var kubectl = new Kubectl(lab);
            await lab.UntilAsync("kubectl answers", async () => File.Exists(lab.Kubeconfig) && (await kubectl.RunAsync(ct, GetRec)).Exit == 0, ct);
            kubectlAfter.Add(Stopwatch.GetElapsedTime(lab.Started).TotalSeconds);
            kubectlCpu.Add(lab.ProcessorTime.TotalSeconds);
            await lab.UntilAsync("the page is there", () => PageAsync(browser, lab, ct), ct);
            pageAfter.Add(Stopwatch.GetElapsedTime(lab.Started).TotalSeconds);
            pageCpu.Add(lab.ProcessorTime.TotalSeconds);
        }
        var firstAnswer = new Sample(kubectlAfter).Median;
        yield return new($"start of a two-cluster lab to the first answer of kubectl get rec, median of {Times}", firstAnswer, "s", 2);
        yield return new($"processor time of the program until then, median of {Times}", new Sample(kubectlCpu).Median, "s", null);
        yield return new(
            $"start of a two-cluster lab to the first page with 200, median of {Times}", new Sample(pageAfter).Median, "s", 3.5);
        yield return new($"processor time of the program until then, median of {Times}", new Sample(pageCpu).Median, "s", null);
        await Command.OutputAsync("dotnet", ["build", Source, "--configuration", "Release", "--verbosity", "quiet", "-nodeReuse:false"], ct);
        yield return new(
            $"dotnet run, built, to the first page with 200, median of {Times}", await FirstPageAsync(browser, FromSource, ct), "s", 3.5);
        using var published = await Published.MakeAsync(ct);
        yield return new(
            $"published, to the first page with 200, median of {Times}", await FirstPageAsync(browser, [published.Program], ct), "s", 1);
    }

    private static string[] GetRec => ["--context", LabProgram.FirstCluster, "-n", "redis", "get", "rec", LabProgram.FirstCluster];

    private static string Source => Path.Combine(Repository.Root, "src", "DemoApp");

    private static string[] FromSource => ["dotnet", "run", "--project", Source, "--configuration", "Release", "--"];

    private static async Task<double> FirstPageAsync(HttpClient browser, string[] command, CancellationToken ct)
    {
        var seconds = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await using var lab = LabProgram.LaunchBy(command);
            await lab.UntilAsync("the page is there", () => PageAsync(browser, lab, ct), ct);
            seconds.Add(Stopwatch.GetElapsedTime(lab.Started).TotalSeconds);
        }
        return new Sample(seconds).Median;
    }

    private static async Task<bool> PageAsync(HttpClient browser, LabProgram lab, CancellationToken ct)
    {
        if (lab.Page is not { } page)
        {
            return false;
        }
        using var answer = await browser.GetAsync(page, ct);
        return answer.IsSuccessStatusCode;
    }
}
