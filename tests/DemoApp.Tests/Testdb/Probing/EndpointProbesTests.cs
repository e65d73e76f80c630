using DemoApp.Testdb;
using DemoApp.Testdb.Probing;
using DemoApp.Tests.Shop;
using Xunit;

namespace DemoApp.Tests.Testdb.Probing;

public sealed class EndpointProbesTests : IDisposable
{
    private readonly RedisServer one = new();
    private readonly RedisServer two = new();

    /// <summary>Half healed: the service answers now and then, and it is said which of its endpoints does not.</summary>
    [Fact]
    public async Task Endpoint_ThatDoesNotAnswer_IsNamed()
    {
        await using var shop = await ShopHost.StartAsync(one.Port, ("Testdb:EndpointProbeInterval", "00:00:00.050"), ("Testdb:QuietEndpointProbeInterval", "00:00:00.050"));
        var probes = shop.Endpoints;
        probes.Follow("site-a", [$"127.0.0.1:{one.Port}", $"127.0.0.1:{two.Port}"]);
        await UntilAsync(probes, TestdbStatus.Serving, TestdbStatus.Serving);

        two.Freeze();
        await UntilAsync(probes, TestdbStatus.Serving, TestdbStatus.Silent);
        two.Thaw();
        two.Stop();
        await UntilAsync(probes, TestdbStatus.Serving, TestdbStatus.Refused);

        probes.Follow("site-a", [$"127.0.0.1:{one.Port}"]);
        Assert.Equal($"127.0.0.1:{one.Port}", Assert.Single(probes.Current).Address);
    }

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    private static async Task UntilAsync(EndpointProbes probes, params TestdbStatus[] wanted)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (probes.Current.Select(endpoint => endpoint.Status).SequenceEqual(wanted))
            {
                seen.TrySetResult();
            }
        }
        probes.Changed += Look;
        Look();
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        probes.Changed -= Look;
    }
}
