using System.Net;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Stateful;

/// <summary>Keeps the ControllerRevisions of StatefulSets: one a template, the newest number for the one in use, no more than the set's
/// history.</summary>
internal sealed class RevisionHistory(ClusterContext cluster)
{
    private const int DefaultLimit = 10;
    private readonly Dictionary<string, IReadOnlyList<V1ControllerRevision>> known = new(StringComparer.Ordinal);

    /// <summary>The revision before the update and the one of the template, made when the template is new.</summary>
    public async Task<RevisionPair> SyncAsync(V1StatefulSet set, CancellationToken cancellationToken)
    {
        var revisions = await OfAsync(set, cancellationToken);
        var latest = revisions.Count == 0 ? 0 : revisions[^1].Revision ?? 0;
        var update = Snapshots.Find(set, revisions);
        if (update is null)
        {
            await cluster.Client.AppsV1.CreateNamespacedControllerRevisionAsync(
                Snapshots.Of(set, latest + 1), set.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        }
        else if (update.Revision < latest)
        {
            await cluster.Client.AppsV1.PatchNamespacedControllerRevisionAsync(
                Patches.Merge(new { revision = latest + 1 }), update.Metadata.Name, set.Metadata.NamespaceProperty,
                    cancellationToken: cancellationToken);
        }

        if (update is null || update.Revision < latest)
        {
            known.Remove(set.Metadata.Uid);
            return await SyncAsync(set, cancellationToken);
        }

        var current = revisions.FirstOrDefault(r => r.Metadata.Name == set.Status?.CurrentRevision) ?? update;
        return new(current.Metadata.Name, update.Metadata.Name);
    }

    public async Task<V1PodTemplateSpec> TemplateAsync(V1StatefulSet set, string revision, CancellationToken cancellationToken) =>
        Snapshots.Template((await OfAsync(set, cancellationToken)).First(r => r.Metadata.Name == revision));

    /// <summary>Drops the oldest revisions beyond the limit that no pod is of.</summary>
    public async Task TrimAsync(V1StatefulSet set, RevisionPair inUse, IEnumerable<V1Pod> pods, CancellationToken cancellationToken)
    {
        var live = pods.Select(SetPod.Revision).Append(inUse.Current).Append(inUse.Update).ToHashSet();
        var unused = (await OfAsync(set, cancellationToken)).Where(r => !live.Contains(r.Metadata.Name)).ToArray();
        foreach (var revision in unused.Take(Math.Max(0, unused.Length - (set.Spec.RevisionHistoryLimit ?? DefaultLimit))))
        {
            known.Remove(set.Metadata.Uid);
            await cluster.Client.AppsV1.DeleteNamespacedControllerRevisionAsync(
                revision.Metadata.Name, set.Metadata.NamespaceProperty, cancellationToken: cancellationToken)
                    .Unless(HttpStatusCode.NotFound);
        }
    }

    public void Forget(IEnumerable<string> but)
    {
        foreach (var gone in known.Keys.Except(but).ToArray())
        {
            known.Remove(gone);
        }
    }

    /// <summary>Oldest first. This controller alone writes them, so what it read once holds.</summary>
    private async Task<IReadOnlyList<V1ControllerRevision>> OfAsync(V1StatefulSet set, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(set.Metadata.Uid, out var revisions))
        {
            var all = await cluster.Client.AppsV1.ListNamespacedControllerRevisionAsync(
                set.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
            known[set.Metadata.Uid] = revisions = [.. all.Items.Where(r => r.IsOwnedBy(set.Metadata)).OrderBy(r => r.Revision)];
        }

        return revisions;
    }
}
