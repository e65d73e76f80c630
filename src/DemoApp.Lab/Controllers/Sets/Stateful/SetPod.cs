using System.Globalization;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Stateful;

/// <summary>A StatefulSet's pods: each has its number, its name and the revision it was made from. Pure.</summary>
internal static class SetPod
{
    public const string RevisionLabel = "controller-revision-hash";
    private const string NameLabel = "statefulset.kubernetes.io/pod-name";
    private const string IndexLabel = "apps.kubernetes.io/pod-index";

    /// <returns>-1 for a pod that is not named as one of the set.</returns>
    public static int Ordinal(V1StatefulSet set, V1Pod pod) =>
        pod.Metadata.Name.StartsWith(set.Metadata.Name + "-", StringComparison.Ordinal)
        && int.TryParse(pod.Metadata.Name.AsSpan(set.Metadata.Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n : -1;

    public static string? Revision(V1Pod pod) =>
        pod.Metadata.Labels is { } labels && labels.TryGetValue(RevisionLabel, out var revision) ? revision : null;

    public static V1Pod Of(V1StatefulSet set, V1PodTemplateSpec template, int ordinal, string revision)
    {
        var pod = PodOf.Template(set, template);
        var index = ordinal.ToString(CultureInfo.InvariantCulture);
        pod.Metadata.Name = $"{set.Metadata.Name}-{index}";
        pod.Metadata.Labels ??= new Dictionary<string, string>();
        pod.Metadata.Labels[RevisionLabel] = revision;
        pod.Metadata.Labels[NameLabel] = pod.Metadata.Name;
        pod.Metadata.Labels[IndexLabel] = index;
        pod.Spec.Hostname = pod.Metadata.Name;
        pod.Spec.Subdomain = set.Spec.ServiceName;
        return pod;
    }
}
