using System.Text.Json;
using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Controllers.Rec;
using k8s;

namespace DemoApp.Lab.Controllers.Watching.Sources;

/// <summary>The custom resources of Redis Enterprise.</summary>
internal static class CustomSources
{
    public static ResourceSource<RecResource> Recs(this ICustomObjectsOperations client, string ns) => new(
        LabNames.RecPlural,
        async ct => await client.ListNamespacedCustomObjectAsync<CustomList<RecResource>>(
            LabNames.RecGroup, LabNames.RecVersion, ns, LabNames.RecPlural, cancellationToken: ct) is var l ? (l.Items, l.Metadata)
                : default,
        (v, e, ct) => Typed<RecResource>(client.WatchListNamespacedCustomObjectAsync(
            LabNames.RecGroup, LabNames.RecVersion, ns, LabNames.RecPlural, allowWatchBookmarks: true, resourceVersion: v,
            timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)));

    public static ResourceSource<RemoteClusterResource> RemoteClusters(this ICustomObjectsOperations client, RemoteClusterApi api) => new(
        RemoteClusterApi.Plural,
        async ct => await client.ListClusterCustomObjectAsync<CustomList<RemoteClusterResource>>(
            api.Group, api.Version, RemoteClusterApi.Plural, cancellationToken: ct)
            is var l ? (l.Items, l.Metadata) : default,
        (v, e, ct) => Typed<RemoteClusterResource>(client.WatchListClusterCustomObjectAsync(
            api.Group, api.Version, RemoteClusterApi.Plural, allowWatchBookmarks: true,
            resourceVersion: v, timeoutSeconds: Scope.WatchSeconds, onError: e, cancellationToken: ct)));

    /// <summary>The client hands custom resources out as plain JSON.</summary>
    private static async IAsyncEnumerable<(WatchEventType Type, T Item)> Typed<T>(IAsyncEnumerable<(WatchEventType, object)> items)
    {
        await foreach (var (type, item) in items)
        {
            yield return (type, KubernetesJson.Deserialize<T>((JsonElement)item));
        }
    }
}
