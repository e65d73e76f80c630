using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Services;
using DemoApp.Lab.Controllers.Services.Slices;
using DemoApp.Lab.Controllers.Watching;
using DemoApp.Lab.Tests.KubeApi;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;

namespace DemoApp.Lab.Tests.Controllers.Services;

/// <summary>The controllers of services and of the federation, at work on an API server until disposed.</summary>
internal sealed class ServiceControllers : IAsyncDisposable
{
    private readonly Kubernetes client;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public ServiceControllers(RunningApi api)
    {
        client = api.Client();
        var (time, loggers) = (TimeProvider.System, NullLoggerFactory.Instance);
        var context = new ClusterContext(
            client, "redis", "demo-clustera", time, new Pace(1), new EventRecorder(client, time, NullLogger<EventRecorder>.Instance), new PodLogBook(time), loggers);
        var informers = new Informers(client, "redis", time, loggers);
        running = Task.WhenAll(
            informers.RunAsync(stop.Token),
            new EndpointsController(context, informers).RunAsync(stop.Token),
            new SliceController(context, informers).RunAsync(stop.Token),
            new FederationController(context, informers).RunAsync(stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (running.IsCompleted)
        {
            return;
        }

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        stop.Dispose();
    }
}
