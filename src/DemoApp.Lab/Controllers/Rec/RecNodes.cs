using System.Globalization;
using DemoApp.Lab.Controllers.Watching;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>A rec's StatefulSet and node pods, as last seen. What is left of a rec of the same name before it does not count.</summary>
internal sealed record RecNodes(V1StatefulSet? Set, IReadOnlyList<V1Pod> Pods)
{
    public static RecNodes Of(RecResource rec, Informers informers)
    {
        if (informers.StatefulSets.Find(rec.Metadata.Name) is not { } set || set.Metadata.OwnerReferences?.Any(
            o => o.Uid == rec.Metadata.Uid) != true)
        {
            return new(null, []);
        }

        return new(set, [.. informers.Pods.Current.Values.Where(
            p => p.IsOwnedBy(set.Metadata) && p.IsNodeOf(rec.Metadata.NamespaceProperty, rec.Metadata.Name)).OrderBy(Ordinal)]);
    }

    /// <summary>The n of name-n.</summary>
    public static int Ordinal(V1Pod pod)
    {
        var name = pod.Metadata.Name;
        return int.TryParse(name.AsSpan(name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n
            : int.MaxValue;
    }

    /// <summary>Nodes that are up, lowest first; those that are about to leave the cluster are none any more.</summary>
    public IEnumerable<V1Pod> Up(int members) => Pods.Where(p => p.IsReady() && Ordinal(p) < members);

    public SetSeen Seen() => new(
        Set?.Spec.Replicas,
        Pods.Count,
        Pods.Count(p => p.Metadata.DeletionTimestamp is null),
        Pods.Count(p => p.IsReady()),
        Pods.FirstOrDefault(p => p.Metadata.DeletionTimestamp is null && p.Metadata.Labels.ContainsKey(LabNames.EndpointLabel)) is { } pod
            ? Ordinal(pod) : null);
}
