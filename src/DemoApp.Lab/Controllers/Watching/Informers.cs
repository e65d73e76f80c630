using System.Text.Json;
using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Controllers.Rec;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Watching;

/// <summary>One informer per kind, shared by all controllers of a cluster.</summary>
internal sealed class Informers
{
    /// <summary>The server ends a watch after it; a connection that died unseen is found so.</summary>
    private const int WatchSeconds = 300;

    private const string Category = "DemoApp.Lab.Controllers.Informer";

    /// <param name="client">Of the cluster.</param>
    /// <param name="ns">The namespace that is watched.</param>
    /// <param name="time">For backing off.</param>
    /// <param name="loggers">For what was interrupted.</param>
    /// <param name="remotes">How the cluster serves RemoteClusterConfigurations; null: as Calico's users see them.</param>
    public Informers(IKubernetes client, string ns, TimeProvider time, ILoggerFactory loggers, RemoteClusterApi? remotes = null)
    {
        var (group, version) = remotes ?? RemoteClusterApi.Public;
        var logger = loggers.CreateLogger(Category);
        var (core, apps, custom, discovery) = (client.CoreV1, client.AppsV1, client.CustomObjects, client.DiscoveryV1);
        Pods = Of<V1Pod>(
            "pods",
            async ct => await core.ListNamespacedPodAsync(ns, cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => core.WatchListNamespacedPodAsync(
                ns, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct));
        Services = Of<V1Service>(
            "services",
            async ct => await core.ListNamespacedServiceAsync(ns, cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => core.WatchListNamespacedServiceAsync(
                ns, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct));
        Endpoints = Of<V1Endpoints>(
            "endpoints",
            async ct => await core.ListNamespacedEndpointsAsync(ns, cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => core.WatchListNamespacedEndpointsAsync(
                ns, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct));
        EndpointSlices = Of<V1EndpointSlice>(
            "endpointslices",
            async ct => await discovery.ListNamespacedEndpointSliceAsync(ns, cancellationToken: ct)
                is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => discovery.WatchListNamespacedEndpointSliceAsync(
                ns, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct));
        StatefulSets = Of<V1StatefulSet>(
            "statefulsets",
            async ct => await apps.ListNamespacedStatefulSetAsync(ns, cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => apps.WatchListNamespacedStatefulSetAsync(
                ns, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct));
        Deployments = Of<V1Deployment>(
            "deployments",
            async ct => await apps.ListNamespacedDeploymentAsync(ns, cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => apps.WatchListNamespacedDeploymentAsync(
                ns, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct));
        ReplicaSets = Of<V1ReplicaSet>(
            "replicasets",
            async ct => await apps.ListNamespacedReplicaSetAsync(ns, cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => apps.WatchListNamespacedReplicaSetAsync(
                ns, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct));
        Nodes = Of<V1Node>(
            "nodes",
            async ct => await core.ListNodeAsync(cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => core.WatchListNodeAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct));
        Recs = Of<RecResource>(
            LabNames.RecPlural,
            async ct => await custom.ListNamespacedCustomObjectAsync<CustomList<RecResource>>(
                LabNames.RecGroup, LabNames.RecVersion, ns, LabNames.RecPlural, cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => Typed<RecResource>(custom.WatchListNamespacedCustomObjectAsync(
                LabNames.RecGroup, LabNames.RecVersion, ns, LabNames.RecPlural, allowWatchBookmarks: true, resourceVersion: v,
                timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct)));
        RemoteClusters = Of<RemoteClusterResource>(
            RemoteClusterApi.Plural,
            async ct => await custom.ListClusterCustomObjectAsync<CustomList<RemoteClusterResource>>(
                group, version, RemoteClusterApi.Plural, cancellationToken: ct)
                is var l ? (l.Items, l.Metadata) : default,
            (v, e, ct) => Typed<RemoteClusterResource>(custom.WatchListClusterCustomObjectAsync(
                group, version, RemoteClusterApi.Plural, allowWatchBookmarks: true,
                resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct)));

        Informer<T> Of<T>(
            string plural,
            Func<CancellationToken, Task<(IList<T>, V1ListMeta)>> list,
            Func<string, Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType, T)>> watch)
            where T : class, IKubernetesObject<V1ObjectMeta> =>
            new(new ResourceSource<T>(plural, list, watch), time, logger);
    }

    /// <summary>One Secret of any namespace: no more than is needed is read of secrets.</summary>
    public static Informer<V1Secret> OneSecret(IKubernetes client, string ns, string name, TimeProvider time, ILoggerFactory loggers)
    {
        var only = "metadata.name=" + name;
        return new(
            new(
                $"secret {name}",
                async ct => await client.CoreV1.ListNamespacedSecretAsync(ns, fieldSelector: only, cancellationToken: ct)
                    is var l ? (l.Items, l.Metadata) : default,
                (v, e, ct) => client.CoreV1.WatchListNamespacedSecretAsync(
                    ns, fieldSelector: only, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: WatchSeconds, onError: e,
                    cancellationToken: ct)),
            time, loggers.CreateLogger(Category));
    }

    public Informer<V1Pod> Pods { get; }

    public Informer<V1Service> Services { get; }

    public Informer<V1Endpoints> Endpoints { get; }

    public Informer<V1EndpointSlice> EndpointSlices { get; }

    public Informer<V1StatefulSet> StatefulSets { get; }

    public Informer<V1Deployment> Deployments { get; }

    public Informer<V1ReplicaSet> ReplicaSets { get; }

    public Informer<V1Node> Nodes { get; }

    public Informer<RecResource> Recs { get; }

    /// <summary>Cluster scoped.</summary>
    public Informer<RemoteClusterResource> RemoteClusters { get; }

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        new IInformer[] { Pods, Services, Endpoints, EndpointSlices, StatefulSets, Deployments, ReplicaSets, Nodes, Recs, RemoteClusters }
            .Select(i => i.RunAsync(cancellationToken)));

    /// <summary>The client hands custom resources out as plain JSON.</summary>
    private static async IAsyncEnumerable<(WatchEventType Type, T Item)> Typed<T>(IAsyncEnumerable<(WatchEventType, object)> items)
    {
        await foreach (var (type, item) in items)
        {
            yield return (type, KubernetesJson.Deserialize<T>((JsonElement)item));
        }
    }
}
