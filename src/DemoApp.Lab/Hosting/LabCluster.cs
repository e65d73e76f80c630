using System.Net;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Database;
using DemoApp.Lab.Hosting.Apis;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.Network;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting;

/// <summary>One cluster: its API server, the controllers that work through it, its database, its service addresses.</summary>
internal sealed class LabCluster : IAsyncDisposable
{
    private readonly string name;
    private readonly double pace;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly IClusterApi api;
    private readonly PodLogBook logs;
    private readonly LabContainers containers;
    private readonly LabServiceProxy proxy;
    private readonly LabNetworkFaults faults;
    private readonly LabDatabaseHost host;
    private readonly LabPodAddresses pods;
    private RemoteClusterApi remotes = RemoteClusterApi.Public;
    private LabControllers? controllers;

    public LabCluster(LabPlan plan, int index, PodNetwork network, LabLinks links, TimeProvider time, ILoggerFactory loggers)
    {
        var address = plan.Addresses.Clusters[index];
        (name, pace, this.time, this.loggers) = (address.Name, plan.Options.Pace, time, loggers);
        Database = new(new() { Site = address.Name, Directory = plan.Directory.OfCluster(address.Name) }, time, loggers);
        logs = new(time);
        pods = new(network, index);
        containers = new(logs, pods, network);
        var runtime = new ContainerRuntime(containers, containers, containers, time);
        api = plan.Apis[index] switch
        {
            LabApiPlan.Given given => new GivenApi(given.Context, plan.Options.NodeAddress is { } at ? IPAddress.Parse(at) : null, runtime, loggers),
            LabApiPlan.Own own => new OwnApi(plan, own.Authority, address, runtime, loggers),
            _ => throw new ArgumentException("no API server is planned", nameof(plan)),
        };
        proxy = new(address.Services, network, time, loggers);
        host = new(Database, pods, network, KubeconfigFile.Namespace);
        faults = new(pods, network, host, links);
    }

    public SiteDatabase Database { get; }

    /// <summary>The API server answers and has the workshop's objects.</summary>
    /// <returns>A kubeconfig for the other clusters' federation.</returns>
    /// <exception cref="IOException">The API server's port is taken, or one that was given does not answer.</exception>
    public async Task<string> PrepareAsync(CancellationToken ct)
    {
        await api.StartAsync(ct);
        remotes = await new LabObjects(api.Client, KubeconfigFile.Namespace, name, time, api.Node).ApplyAsync(ct);
        return await api.InviteAsync(ct);
    }

    /// <summary>The controllers begin to act.</summary>
    /// <param name="others">The kubeconfig of each other cluster, by its name.</param>
    /// <param name="ct">Ends the start, not the controllers.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string> others, CancellationToken ct)
    {
        await new LabRemoteClusters(api.Client, KubeconfigFile.Namespace, others, remotes).ApplyAsync(ct);
        var context = new ClusterContext(
            api.Client, KubeconfigFile.Namespace, name, time, new Pace(pace),
            new EventRecorder(api.Client, time, loggers.CreateLogger<EventRecorder>()), logs, loggers) { Node = api.Node };
        controllers = new(context, api, remotes, [.. others.Keys], new(host, pods, proxy, faults));
        containers.TakenOver = controllers.TakenOver;
        containers.Shell = controllers.Shell;
        controllers.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (controllers is not null)
        {
            await controllers.DisposeAsync();
        }

        faults.Dispose();
        await proxy.DisposeAsync();
        await Task.WhenAll(Database.DisposeAsync().AsTask(), api.DisposeAsync().AsTask());
        host.Dispose();
    }
}
