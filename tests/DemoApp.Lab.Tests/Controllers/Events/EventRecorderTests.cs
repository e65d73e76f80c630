using DemoApp.Lab.Controllers.Events;
using DemoApp.Lab.Tests.KubeApi;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Events;

public sealed class EventRecorderTests
{
    [Fact]
    public async Task Events_Repeated_AreOneWithACountAndGoAfterAnHour()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var api = await RunningApi.StartAsync();
        using var client = api.Client();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var context = Contexts.Of(client, clock);
        using var events = context.Events;
        var about = new V1Pod
        {
            ApiVersion = "v1", Kind = "Pod", Metadata = new V1ObjectMeta { Name = "demo-clustera-0", NamespaceProperty = "default", Uid = "u1" },
        };

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => events.TellAsync(about, "kubelet", "Started", "Started container", ct)));
        await events.WarnAsync(about, "kubelet", "Unhealthy", "Not ready", ct);
        var (_, seen) = await api.KubectlAsync("get events -n default --sort-by=.reason -o jsonpath={range.items[*]}{.type}/{.reason}/{.count}/{.source.host},{end}");
        Assert.Equal("Normal/Started/5/lab-node,Warning/Unhealthy/1/lab-node,", seen);

        clock.Advance(EventSweeper.Lifetime + TimeSpan.FromMinutes(1));
        await events.WarnAsync(about, "kubelet", "Unhealthy", "Not ready", ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sweeping = new EventSweeper(context).RunAsync(stop.Token);
        while ((await client.CoreV1.ListNamespacedEventAsync("default", cancellationToken: ct)).Items is not [{ Reason: "Unhealthy", Count: 2 }])
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await sweeping;
    }
}
