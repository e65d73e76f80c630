using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Chaos;
using DemoApp.Lab.Controllers.Databases;
using DemoApp.Lab.Controllers.Events;
using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Pods.Nodes;
using DemoApp.Lab.Controllers.Rec;
using DemoApp.Lab.Controllers.Services;
using DemoApp.Lab.Controllers.Services.Slices;
using DemoApp.Lab.Controllers.Sets;
using DemoApp.Lab.Controllers.Shell;
using DemoApp.Lab.Controllers.Watching;
using DemoApp.Lab.Hosting.Apis;

namespace DemoApp.Lab.Hosting;

/// <summary>What the controllers of one cluster have their hands on outside of Kubernetes.</summary>
internal sealed record LabMachinery(IDatabaseHost Database, IPodAddresses Pods, IServiceProxy Proxy, INetworkFaults Faults);

/// <summary>All controllers of one cluster, over whatever API server it has.</summary>
internal sealed class LabControllers : IAsyncDisposable
{
    private readonly ClusterContext context;
    private readonly IClusterApi api;
    private readonly IReadOnlyCollection<string> others;
    private readonly LabMachinery machinery;
    private readonly Informers informers;
    private readonly DatabaseController database;
    private readonly NodeAgent node;
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public LabControllers(
        ClusterContext context, IClusterApi api, RemoteClusterApi remotes, IReadOnlyCollection<string> others, LabMachinery machinery)
    {
        (this.context, this.api, this.others, this.machinery) = (context, api, others, machinery);
        var host = machinery.Database;
        informers = new(context.Client, context.Namespace, context.Time, context.Loggers, remotes);
        database = new(context, informers, host);
        node = new(context, informers, host, machinery.Pods);
        var files = new ContainerFiles(context.Logs, host);
        Shell = new(new ContainerPrograms(context.Time, files, new Rladmin(context, informers, database, host), node), informers);
    }

    public PodShell Shell { get; }

    public void Start() => running = Task.WhenAll(
        informers.RunAsync(stop.Token),
        new NodeHeartbeat(context).RunAsync(stop.Token),
        node.RunAsync(stop.Token),
        new FederationController(context, informers).RunAsync(stop.Token),
        new ServiceProxyController(context, informers, machinery.Proxy).RunAsync(stop.Token),
        new NetworkChaosController(context, informers, others, machinery.Faults).RunAsync(stop.Token),
        new PodChaosController(context, informers).RunAsync(stop.Token),
        api.StandInAsync(ManageAsync, ScheduleAsync, new EventSweeper(context).RunAsync, stop.Token),
        OperateAsync(stop.Token));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        database.Dispose();
        context.Events.Dispose();
        stop.Dispose();
    }

    private Task ManageAsync(CancellationToken ct) => Task.WhenAll(
        new SetControllers(context, informers).RunAsync(ct),
        new EndpointsController(context, informers).RunAsync(ct),
        new SliceController(context, informers).RunAsync(ct),
        new ReadyTaint(context, informers).RunAsync(ct));

    private Task ScheduleAsync(CancellationToken ct) => new Scheduler(context, informers).RunAsync(ct);

    /// <summary>What judges pods begins once they are seen as their node sees them.</summary>
    private async Task OperateAsync(CancellationToken ct)
    {
        await new PodReturn(informers.Pods, context.Time).WaitAsync(ct);
        await Task.WhenAll(new RecController(context, informers).RunAsync(ct), database.RunAsync(ct));
    }
}
