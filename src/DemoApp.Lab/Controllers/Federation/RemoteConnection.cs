using DemoApp.Lab.Controllers.Watching;
using k8s;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>Watches the services and endpoints of a remote cluster, and tells whenever it has seen something new of both.</summary>
internal sealed class RemoteConnection : IAsyncDisposable
{
    private readonly Kubernetes client;
    private readonly Informers informers;
    private readonly Action<ClusterView> seen;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public RemoteConnection(Kubernetes client, ClusterContext local, Action<ClusterView> seen)
    {
        this.client = client;
        this.seen = seen;
        informers = new(client, local.Namespace, local.Time, local.Loggers);
        informers.Services.Changed += Look;
        informers.Endpoints.Changed += Look;
        running = Task.WhenAll(informers.Services.RunAsync(stop.Token), informers.Endpoints.RunAsync(stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        informers.Services.Changed -= Look;
        informers.Endpoints.Changed -= Look;
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        stop.Dispose();
    }

    private void Look()
    {
        if (informers.Services.Synced.IsCompleted && informers.Endpoints.Synced.IsCompleted)
        {
            seen(new(informers.Services.Current, informers.Endpoints.Current));
        }
    }
}
