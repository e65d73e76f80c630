using System.Globalization;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>What a StatefulSet with ordered pods does next. Pure.</summary>
/// <param name="Create">The pod to create now, or null: one at a time, each after the one before is ready.</param>
/// <param name="Delete">Pods beyond the wanted number, highest first.</param>
internal sealed record StatefulSetPlan(string? Create, IReadOnlyList<string> Delete)
{
    public static StatefulSetPlan For(V1StatefulSet set, IEnumerable<V1Pod> pods)
    {
        var byName = pods.ToDictionary(p => p.Metadata.Name, StringComparer.Ordinal);
        var replicas = set.Spec.Replicas ?? 1;
        var delete = byName.Values
            .Where(p => p.Metadata.DeletionTimestamp is null && Ordinal(set, p) >= replicas)
            .OrderByDescending(p => Ordinal(set, p))
            .Select(p => p.Metadata.Name)
            .ToArray();
        for (var ordinal = 0; ordinal < replicas; ordinal++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{set.Metadata.Name}-{ordinal}");
            if (!byName.TryGetValue(name, out var pod))
            {
                return new(name, delete);
            }

            if (!pod.IsReady())
            {
                return new(null, delete);
            }
        }

        return new(null, delete);
    }

    private static int Ordinal(V1StatefulSet set, V1Pod pod) =>
        int.TryParse(pod.Metadata.Name.AsSpan(set.Metadata.Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
}
