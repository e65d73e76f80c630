using System.Globalization;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>The annotations by which a Deployment and its ReplicaSets remember revisions and sizes. Pure.</summary>
internal static class Revisions
{
    public const string Revision = "deployment.kubernetes.io/revision";
    private const string History = "deployment.kubernetes.io/revision-history";
    private const string Desired = "deployment.kubernetes.io/desired-replicas";
    private const string Max = "deployment.kubernetes.io/max-replicas";

    private static readonly HashSet<string> NotCopied =
        ["kubectl.kubernetes.io/last-applied-configuration", Revision, History, Desired, Max, "deprecated.deployment.rollback.to"];

    public static int Of(IKubernetesObject<V1ObjectMeta> obj) => Number(obj, Revision) ?? 0;

    public static int? DesiredOf(V1ReplicaSet set) => Number(set, Desired);

    public static int? MaxOf(V1ReplicaSet set) => Number(set, Max);

    public static Dictionary<string, string> Sizes(int desired, int max) => new()
    {
        [Desired] = Text(desired),
        [Max] = Text(max),
    };

    /// <summary>What the ReplicaSet of the current template must say: the Deployment's annotations, and the latest revision.</summary>
    public static Dictionary<string, string> For(V1Deployment deployment, V1ReplicaSet? current, int latest)
    {
        var wanted = (deployment.Metadata.Annotations ?? new Dictionary<string, string>())
            .Where(a => !NotCopied.Contains(a.Key)).ToDictionary(a => a.Key, a => a.Value);
        var had = current is null ? 0 : Of(current);
        wanted[Revision] = Text(Math.Max(had, latest));
        if (had > 0 && had < latest)
        {
            var before = current!.Metadata.Annotations.TryGetValue(History, out var text) && text.Length > 0 ? text + "," : "";
            wanted[History] = before + Text(had);
        }

        return wanted;
    }

    /// <summary>Whether an object says all of it already.</summary>
    public static bool Says(IKubernetesObject<V1ObjectMeta> obj, IEnumerable<KeyValuePair<string, string>> annotations) =>
        annotations.All(a => obj.Metadata.Annotations is { } there && there.TryGetValue(a.Key, out var value) && value == a.Value);

    private static int? Number(IKubernetesObject<V1ObjectMeta> obj, string annotation) =>
        obj.Metadata.Annotations is { } all && all.TryGetValue(annotation, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
