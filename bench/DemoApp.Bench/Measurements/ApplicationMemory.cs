using System.Runtime.CompilerServices;
using DemoApp.Bench.Databases;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Peers;

namespace DemoApp.Bench.Measurements;

/// <summary>What the application alone keeps in memory, its database elsewhere, some time after its first pages.</summary>
internal sealed class ApplicationMemory : IMeasurement
{
    private const double Megabyte = 1024 * 1024;
    private const int Pages = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    public string Name => "appmemory";

    public string Title => "Memory of the application alone";

    public string Method => "The resident set, with redis-server elsewhere and no lab; no collection is forced.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var redis = await Server.RedisAsync(ct);
        await using var shop = await Shops.DemoAppAsync([redis.Ports[0]], ct);
        using var browser = new HttpClient { BaseAddress = shop.Address };
        for (var page = 0; page < Pages; page++)
        {
            await browser.GetStringAsync("/", ct);
        }
        await Task.Delay(Settling, TimeProvider.System, ct);
        yield return new($"resident memory of the application without lab, idle after {Pages} pages", shop.Memory().ResidentBytes / Megabyte, "MB", 110);
    }
}
