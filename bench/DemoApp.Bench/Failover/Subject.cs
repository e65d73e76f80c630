using DemoApp.Bench.Load;
using DemoApp.Bench.Proxies;

namespace DemoApp.Bench.Failover;

/// <summary>A page whose database is broken under it, with what stands between the two.</summary>
internal sealed class Subject(
    string name, Uri shop, string page, string cart, IReadOnlyList<(TestdbService Service, ServiceEndpoint Endpoint)> ways) : IDisposable
{
    private const int PerSecond = 50, Attendees = 16;
    private static readonly TimeSpan Watched = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient browser = Browser.Open(shop);

    public string Name => name;

    /// <summary>Half of them look at the page, half write first.</summary>
    public Task<IReadOnlyList<Answer>> LoadAsync(CancellationToken until) => new SteadyLoad(browser, PerSecond, Request).RunAsync(until);

    /// <summary>Breaks the database in use, whichever that is by now; it is there again after a while.</summary>
    public async Task BreakAsync(EndpointState fault, TimeSpan length, CancellationToken ct)
    {
        long[] before = [.. ways.Select(way => way.Endpoint.Sent)];
        await Task.Delay(Watched, TimeProvider.System, ct);
        var (service, endpoint) = ways[Enumerable.Range(0, ways.Count).MaxBy(n => ways[n].Endpoint.Sent - before[n])];
        service.Set(endpoint, fault);
        await Task.Delay(length, TimeProvider.System, ct);
        service.Set(endpoint, EndpointState.Serving, resetOld: true);
    }

    public void Dispose() => browser.Dispose();

    private HttpRequestMessage Request(long n)
    {
        var request = n % 2 == 0
            ? new HttpRequestMessage(HttpMethod.Get, page)
            : new HttpRequestMessage(HttpMethod.Post, cart)
            {
                Content = new FormUrlEncodedContent(
                    new Dictionary<string, string> { ["action"] = "set", ["product"] = "mug", ["quantity"] = "3" }),
            };
        request.Headers.Add("Cookie", $"cart={n / 2 % Attendees:x32}");
        return request;
    }
}
