using System.Runtime.CompilerServices;
using DemoApp.Bench.Databases;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Peers;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measurements;

/// <summary>What the application alone keeps in memory, its clusters and databases elsewhere, some time after its first pages.</summary>
internal sealed class ApplicationMemory : IMeasurement
{
    private const double Megabyte = 1024 * 1024;
    private const int Pages = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    public string Name => "appmemory";

    public string Title => "Memory of the application alone";

    public string Method =>
        "The resident set of a process that watches two clusters and reaches two databases elsewhere; no collection is forced.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct);
        await using var sites = await Server.SitesAsync(2, ct);
        await using var shop = await RoutedShop.StartAsync(lab, sites, ct);
        using var browser = new HttpClient { BaseAddress = shop.Program.Address };
        for (var page = 0; page < Pages; page++)
        {
            await browser.GetStringAsync("/", ct);
        }
        await Task.Delay(Settling, TimeProvider.System, ct);
        var resident = shop.Program.Memory().ResidentBytes / Megabyte;
        yield return new($"resident memory of the application without lab, idle after {Pages} pages", resident, "MB", 110);
    }
}
