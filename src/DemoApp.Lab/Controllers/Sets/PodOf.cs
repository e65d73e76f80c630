using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>A pod made from a template: all of its spec, its labels and annotations, and who owns it.</summary>
internal static class PodOf
{
    public static V1Pod Template(IKubernetesObject<V1ObjectMeta> owner, V1PodTemplateSpec template)
    {
        var copy = Templates.Copy(template);
        return new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                NamespaceProperty = owner.Metadata.NamespaceProperty,
                Labels = copy.Metadata?.Labels,
                Annotations = copy.Metadata?.Annotations,
                OwnerReferences = [Owners.Reference(owner)],
            },
            Spec = copy.Spec,
        };
    }
}
