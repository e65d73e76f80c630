using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Watching.Sources;

/// <summary>Pods, and what leads to them.</summary>
internal static class CoreSources
{
    public static ResourceSource<V1Pod> Pods(this ICoreV1Operations client, Scope scope) => new(
        "pods",
        async ct => (scope.Everywhere
            ? await client.ListPodForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedPodAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListPodForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedPodAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));

    public static ResourceSource<V1Service> Services(this ICoreV1Operations client, Scope scope) => new(
        "services",
        async ct => (scope.Everywhere
            ? await client.ListServiceForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedServiceAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListServiceForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedServiceAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));

    public static ResourceSource<V1Endpoints> Endpoints(this ICoreV1Operations client, Scope scope) => new(
        "endpoints",
        async ct => (scope.Everywhere
            ? await client.ListEndpointsForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedEndpointsAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListEndpointsForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedEndpointsAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));

    public static ResourceSource<V1EndpointSlice> EndpointSlices(this IDiscoveryV1Operations client, Scope scope) => new(
        "endpointslices",
        async ct => (scope.Everywhere
            ? await client.ListEndpointSliceForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedEndpointSliceAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListEndpointSliceForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedEndpointSliceAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));

    public static ResourceSource<V1Node> Nodes(this ICoreV1Operations client) => new(
        "nodes",
        async ct => await client.ListNodeAsync(cancellationToken: ct) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => client.WatchListNodeAsync(
            allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct));

    /// <summary>One Secret of any namespace: no more than is needed is read of secrets.</summary>
    public static ResourceSource<V1Secret> OneSecret(this ICoreV1Operations client, string ns, string name) => new(
        $"secret {name}",
        async ct => await client.ListNamespacedSecretAsync(ns, fieldSelector: Named(name), cancellationToken: ct)
            is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => client.WatchListNamespacedSecretAsync(
            ns, fieldSelector: Named(name), allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
            cancellationToken: ct));

    private static string Named(string name) => "metadata.name=" + name;
}
