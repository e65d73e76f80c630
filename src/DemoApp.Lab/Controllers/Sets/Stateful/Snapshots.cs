using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Stateful;

/// <summary>A StatefulSet's templates as ControllerRevisions: a patch that puts the template back. Pure.</summary>
internal static class Snapshots
{
    private const string HashLabel = "controller.kubernetes.io/hash";

    public static V1ControllerRevision Of(V1StatefulSet set, long number)
    {
        var hash = Templates.Hash(set.Spec.Template);
        var labels = new Dictionary<string, string>(
            set.Spec.Template.Metadata?.Labels ?? new Dictionary<string, string>()) { [HashLabel] = hash };
        var template = JsonNode.Parse(KubernetesJson.Serialize(set.Spec.Template))!;
        template["$patch"] = "replace";
        return new V1ControllerRevision
        {
            ApiVersion = "apps/v1",
            Kind = "ControllerRevision",
            Metadata = new V1ObjectMeta
            {
                Name = $"{set.Metadata.Name}-{hash}",
                NamespaceProperty = set.Metadata.NamespaceProperty,
                Labels = labels,
                OwnerReferences = [Owners.Reference(set)],
            },
            Data = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } },
            Revision = number,
        };
    }

    public static V1PodTemplateSpec Template(V1ControllerRevision revision)
    {
        var data = JsonNode.Parse(KubernetesJson.Serialize(revision.Data))!;
        return KubernetesJson.Deserialize<V1PodTemplateSpec>(data["spec"]!["template"]!.ToJsonString());
    }

    /// <summary>The revision of the template as it is; null when there is none yet.</summary>
    public static V1ControllerRevision? Find(V1StatefulSet set, IEnumerable<V1ControllerRevision> revisions) =>
        revisions.FirstOrDefault(r => Templates.Same(Template(r), set.Spec.Template));
}
