using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Controllers.Rec;
using DemoApp.Lab.Controllers.Watching.Sources;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Watching;

/// <summary>One informer per kind, shared by all controllers of a cluster.</summary>
internal sealed class Informers
{
    private const string Category = "DemoApp.Lab.Controllers.Informer";
    private readonly Scope scope;

    /// <param name="client">Of the cluster.</param>
    /// <param name="ns">The namespace of the lab's own objects.</param>
    /// <param name="time">Waits between attempts.</param>
    /// <param name="loggers">For what goes wrong.</param>
    /// <param name="everywhere">Workloads, pods and services of every namespace are watched: where no other cluster's controllers
    /// do.</param>
    /// <param name="remotes">How the cluster serves RemoteClusterConfigurations; null: as Calico's users see them.</param>
    public Informers(
        IKubernetes client, string ns, TimeProvider time, ILoggerFactory loggers, bool everywhere = false, RemoteClusterApi? remotes = null)
    {
        scope = new(ns, everywhere);
        var logger = loggers.CreateLogger(Category);
        Pods = Of(client.CoreV1.Pods(scope));
        Services = Of(client.CoreV1.Services(scope));
        Endpoints = Of(client.CoreV1.Endpoints(scope));
        EndpointSlices = Of(client.DiscoveryV1.EndpointSlices(scope));
        StatefulSets = Of(client.AppsV1.StatefulSets(scope));
        Deployments = Of(client.AppsV1.Deployments(scope));
        ReplicaSets = Of(client.AppsV1.ReplicaSets(scope));
        DaemonSets = Of(client.AppsV1.DaemonSets(scope));
        Jobs = Of(client.BatchV1.Jobs(scope));
        Nodes = Of(client.CoreV1.Nodes());
        Recs = Of(client.CustomObjects.Recs(ns));
        RemoteClusters = Of(client.CustomObjects.RemoteClusters(remotes ?? RemoteClusterApi.Public));

        Informer<T> Of<T>(ResourceSource<T> source)
            where T : class, IKubernetesObject<V1ObjectMeta> => new(source, time, logger, ns);
    }

    /// <summary>One Secret of any namespace: no more than is needed is read of secrets.</summary>
    public static Informer<V1Secret> OneSecret(IKubernetes client, string ns, string name, TimeProvider time, ILoggerFactory loggers) =>
        new(client.CoreV1.OneSecret(ns, name), time, loggers.CreateLogger(Category), ns);

    public Informer<V1Pod> Pods { get; }

    public Informer<V1Service> Services { get; }

    public Informer<V1Endpoints> Endpoints { get; }

    public Informer<V1EndpointSlice> EndpointSlices { get; }

    public Informer<V1StatefulSet> StatefulSets { get; }

    public Informer<V1Deployment> Deployments { get; }

    public Informer<V1ReplicaSet> ReplicaSets { get; }

    /// <summary>Seen only where every namespace is.</summary>
    public Informer<V1DaemonSet> DaemonSets { get; }

    /// <inheritdoc cref="DaemonSets"/>
    public Informer<V1Job> Jobs { get; }

    public Informer<V1Node> Nodes { get; }

    public Informer<RecResource> Recs { get; }

    /// <summary>Cluster scoped.</summary>
    public Informer<RemoteClusterResource> RemoteClusters { get; }

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(All().Select(i => i.RunAsync(cancellationToken)));

    private IEnumerable<IInformer> All()
    {
        IInformer[] always = [Pods, Services, Endpoints, EndpointSlices, StatefulSets, Deployments, ReplicaSets, Nodes, Recs,
            RemoteClusters];
        return scope.Everywhere ? [.. always, DaemonSets, Jobs] : always;
    }
}
