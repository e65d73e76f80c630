using System.Text.Json;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>The chaos objects of one kind: watched, and written to.</summary>
internal sealed class ChaosObjects
{
    private const int WatchSeconds = 300;
    private readonly ClusterContext cluster;
    private readonly string plural;
    private readonly string kind;

    public ChaosObjects(ClusterContext cluster, string plural, string kind)
    {
        (this.cluster, this.plural, this.kind) = (cluster, plural, kind);
        var (custom, ns) = (cluster.Client.CustomObjects, cluster.Namespace);
        Informer = new(
            new(
                plural,
                async ct => await custom.ListNamespacedCustomObjectAsync<ChaosList>(
                    ChaosResource.Group, ChaosResource.Version, ns, plural, cancellationToken: ct)
                    is var l ? (l.Items, l.Metadata) : default,
                (v, e, ct) => Typed(custom.WatchListNamespacedCustomObjectAsync(
                    ChaosResource.Group, ChaosResource.Version, ns, plural, allowWatchBookmarks: true, resourceVersion: v,
                    timeoutSeconds: WatchSeconds, onError: e, cancellationToken: ct))),
            cluster.Time, cluster.Loggers.CreateLogger("DemoApp.Lab.Controllers.Informer"));
    }

    public Informer<ChaosResource> Informer { get; }

    public IEnumerable<ChaosResource> All => Informer.Current.Values;

    /// <summary>The object stays until its fault is undone.</summary>
    public Task HoldAsync(ChaosResource chaos, CancellationToken ct) =>
        WriteFinalizersAsync(chaos, [.. chaos.Metadata.Finalizers ?? [], ChaosResource.Finalizer], ct);

    public Task LetGoAsync(ChaosResource chaos, CancellationToken ct) =>
        WriteFinalizersAsync(chaos, [.. chaos.Metadata.Finalizers.Where(f => f != ChaosResource.Finalizer)], ct);

    public static bool IsHeld(ChaosResource chaos) => chaos.Metadata.Finalizers?.Contains(ChaosResource.Finalizer) == true;

    public Task WriteStatusAsync(ChaosResource chaos, ChaosStatus status, CancellationToken ct) =>
        Differs.From(chaos.Status, status)
            ? cluster.Client.CustomObjects.PatchNamespacedCustomObjectStatusAsync(
                Patches.Merge(new { status }), ChaosResource.Group, ChaosResource.Version,
                chaos.Metadata.NamespaceProperty, plural, chaos.Metadata.Name, cancellationToken: ct).UnlessOvertaken()
            : Task.CompletedTask;

    public Task TellAsync(ChaosResource chaos, string reason, string message, CancellationToken ct) =>
        cluster.Events.TellAsync(Named(chaos), "chaos-controller", reason, message, ct);

    public Task WarnAsync(ChaosResource chaos, string reason, string message, CancellationToken ct) =>
        cluster.Events.WarnAsync(Named(chaos), "chaos-controller", reason, message, ct);

    /// <summary>With the version that was seen: another's finalizer of the same moment is not lost.</summary>
    private Task WriteFinalizersAsync(ChaosResource chaos, string[] finalizers, CancellationToken ct) =>
        cluster.Client.CustomObjects.PatchNamespacedCustomObjectAsync(
            Patches.Merge(new { metadata = new { finalizers, resourceVersion = chaos.Metadata.ResourceVersion } }),
            ChaosResource.Group, ChaosResource.Version,
            chaos.Metadata.NamespaceProperty, plural, chaos.Metadata.Name, cancellationToken: ct).UnlessOvertaken();

    private ChaosResource Named(ChaosResource chaos)
    {
        chaos.Kind = kind;
        return chaos;
    }

    private static async IAsyncEnumerable<(WatchEventType Type, ChaosResource Item)> Typed(IAsyncEnumerable<(WatchEventType, object)> items)
    {
        await foreach (var (type, item) in items)
        {
            yield return (type, KubernetesJson.Deserialize<ChaosResource>((JsonElement)item));
        }
    }
}
