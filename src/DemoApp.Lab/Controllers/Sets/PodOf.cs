using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>A pod made from a template.</summary>
internal static class PodOf
{
    public static V1Pod Template(IKubernetesObject<V1ObjectMeta> owner, V1PodTemplateSpec template, string name, IDictionary<string, string>? more = null)
    {
        var labels = new Dictionary<string, string>(template.Metadata?.Labels ?? new Dictionary<string, string>());
        foreach (var (key, value) in more ?? new Dictionary<string, string>())
        {
            labels[key] = value;
        }

        return new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = owner.Metadata.NamespaceProperty,
                Labels = labels,
                OwnerReferences = [Owners.Reference(owner)],
            },
            Spec = new V1PodSpec
            {
                Hostname = name,
                ServiceAccountName = template.Spec.ServiceAccountName,
                Containers = [.. template.Spec.Containers],
                RestartPolicy = "Always",
                NodeName = "lab-node",
            },
        };
    }
}
