using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Watching.Sources;

/// <summary>What makes pods.</summary>
internal static class WorkloadSources
{
    public static ResourceSource<V1StatefulSet> StatefulSets(this IAppsV1Operations client, Scope scope) => new(
        "statefulsets",
        async ct => (scope.Everywhere
            ? await client.ListStatefulSetForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedStatefulSetAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListStatefulSetForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedStatefulSetAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));

    public static ResourceSource<V1Deployment> Deployments(this IAppsV1Operations client, Scope scope) => new(
        "deployments",
        async ct => (scope.Everywhere
            ? await client.ListDeploymentForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedDeploymentAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListDeploymentForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedDeploymentAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));

    public static ResourceSource<V1ReplicaSet> ReplicaSets(this IAppsV1Operations client, Scope scope) => new(
        "replicasets",
        async ct => (scope.Everywhere
            ? await client.ListReplicaSetForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedReplicaSetAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListReplicaSetForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedReplicaSetAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));

    public static ResourceSource<V1DaemonSet> DaemonSets(this IAppsV1Operations client, Scope scope) => new(
        "daemonsets",
        async ct => (scope.Everywhere
            ? await client.ListDaemonSetForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedDaemonSetAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListDaemonSetForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedDaemonSetAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));

    public static ResourceSource<V1Job> Jobs(this IBatchV1Operations client, Scope scope) => new(
        "jobs",
        async ct => (scope.Everywhere
            ? await client.ListJobForAllNamespacesAsync(cancellationToken: ct)
            : await client.ListNamespacedJobAsync(scope.Home, cancellationToken: ct)) is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => scope.Everywhere
            ? client.WatchListJobForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)
            : client.WatchListNamespacedJobAsync(
                scope.Home, allowWatchBookmarks: true, resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e,
                cancellationToken: ct));
}
