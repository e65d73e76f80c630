using k8s.Models;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>Which pods: by namespace, labels, or names. Nothing said means every pod of the namespace, as with Chaos Mesh.</summary>
internal sealed record ChaosSelector(
    IReadOnlyList<string> Namespaces, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, IReadOnlyList<string>> Pods)
{
    /// <param name="spec">The whole spec.</param>
    /// <param name="ns">Of the object: its pods are meant unless namespaces are named.</param>
    public static ChaosSelector? Read(SpecReader spec, string ns)
    {
        if (!spec.Require("selector") || spec.Object("selector") is not { } selector)
        {
            return null;
        }
        var namespaces = selector.Texts("namespaces");
        var labels = selector.Map("labelSelectors");
        var pods = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (selector.Object("pods") is { } named)
        {
            foreach (var of in named.Fields)
            {
                pods[of] = named.Texts(of) ?? [];
            }
        }
        selector.End();
        return new(namespaces ?? [ns], labels ?? new Dictionary<string, string>(), pods);
    }

    public bool Matches(V1Pod pod) => Pods.Count > 0
        ? Pods.GetValueOrDefault(pod.Metadata.NamespaceProperty)?.Contains(pod.Metadata.Name) == true
        : Namespaces.Contains(pod.Metadata.NamespaceProperty)
          && Labels.All(l => pod.Metadata.Labels?.TryGetValue(l.Key, out var value) == true && value == l.Value);
}
