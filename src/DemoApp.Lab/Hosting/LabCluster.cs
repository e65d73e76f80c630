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
using DemoApp.Lab.Database;
using DemoApp.Lab.KubeApi;
using DemoApp.Lab.Network;
using k8s;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting;

/// <summary>One cluster: its API server, the controllers that work through it, its database, its service addresses.</summary>
internal sealed class LabCluster : IAsyncDisposable
{
    private readonly LabClusterAddress address;
    private readonly KubeApiServer api;
    private readonly Kubernetes client;
    private readonly PodLogBook logs;
    private readonly LabContainers containers;
    private readonly LabServiceProxy proxy;
    private readonly LabNetworkFaults faults;
    private readonly LabDatabaseHost host;
    private readonly LabPodAddresses pods;
    private readonly DatabaseController database;
    private readonly NodeAgent node;
    private readonly ClusterContext context;
    private readonly Informers informers;
    private readonly IReadOnlyDictionary<string, string> others;
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public LabCluster(LabPlan plan, int index, PodNetwork network, TimeProvider time, ILoggerFactory loggers)
    {
        address = plan.Addresses.Clusters[index];
        Database = new(new() { Site = address.Name, Directory = plan.Directory.OfCluster(address.Name) }, time, loggers);
        logs = new PodLogBook(time);
        pods = new(network, index);
        containers = new LabContainers(logs, pods, network);
        api = new(
            new()
            {
                ClusterName = address.Name,
                Port = address.KubernetesApi.Port,
                Certificate = plan.Authority.Server,
                Token = plan.Authority.Token,
                StateFile = Path.Combine(plan.Directory.OfCluster(address.Name), "kubernetes.jsonl"),
                ViewerToken = plan.Authority.ViewerToken,
                ServiceAccountKey = plan.Authority.ServiceAccountKey,
                PodExec = containers,
                PodLogs = containers,
                PodPorts = containers,
            },
            time, loggers);
        client = new(KubernetesClientConfiguration.BuildConfigFromConfigFile(plan.Addresses.Kubeconfig, address.Name));
        faults = new(pods, network);
        proxy = new(address.Services, network, time, loggers);
        others = plan.Addresses.Clusters.Where(c => c != address)
            .ToDictionary(c => c.Name, c => KubeconfigFile.Compose(plan.Authority, [c]));
        host = new(Database, pods, network);
        var pace = new Pace(plan.Options.Pace);
        context = new(
            client, KubeconfigFile.Namespace, address.Name, time, pace,
            new EventRecorder(client, time, loggers.CreateLogger<EventRecorder>()), logs, loggers);
        informers = new(client, KubeconfigFile.Namespace, time, loggers);
        database = new(context, informers, host);
        node = new(context, informers, host, pods);
        containers.Shell = new PodShell(new ContainerPrograms(time, new ContainerFiles(logs, host), new Rladmin(context, informers, database, host), node), informers);
    }

    public SiteDatabase Database { get; }

    /// <summary>The API server listens and has the workshop's objects; the controllers begin to act on them.</summary>
    /// <exception cref="IOException">The API server's port is taken.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        await api.StartAsync(ct);
        await new LabObjects(client, context.Namespace, context.Rec, context.Time).ApplyAsync(ct);
        await new LabRemoteClusters(client, context.Namespace, others).ApplyAsync(ct);
        running = Task.WhenAll(
            informers.RunAsync(stop.Token),
            new RecController(context, informers).RunAsync(stop.Token),
            new SetControllers(context, informers).RunAsync(stop.Token),
            new Scheduler(context, informers).RunAsync(stop.Token),
            new NodeHeartbeat(context).RunAsync(stop.Token),
            node.RunAsync(stop.Token),
            database.RunAsync(stop.Token),
            new EndpointsController(context, informers).RunAsync(stop.Token),
            new SliceController(context, informers).RunAsync(stop.Token),
            new FederationController(context, informers).RunAsync(stop.Token),
            new ServiceProxyController(context, informers, proxy).RunAsync(stop.Token),
            new NetworkChaosController(context, informers, [.. others.Keys], faults).RunAsync(stop.Token),
            new PodChaosController(context, informers).RunAsync(stop.Token),
            new EventSweeper(context).RunAsync(stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        faults.Dispose();
        await proxy.DisposeAsync();
        await Task.WhenAll(Database.DisposeAsync().AsTask(), api.DisposeAsync().AsTask());
        client.Dispose();
        database.Dispose();
        context.Events.Dispose();
        host.Dispose();
        stop.Dispose();
    }
}
