using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>The ReplicaSet of a Deployment's current template.</summary>
internal static class ReplicaSetOf
{
    public static V1ReplicaSet Deployment(Rollout rollout, int replicas)
    {
        var deployment = rollout.Deployment;
        var hash = Templates.Hash(deployment.Spec.Template, deployment.Status?.CollisionCount ?? 0);
        var template = Templates.With(deployment.Spec.Template, Templates.HashLabel, hash);
        var selector = Templates.Copy(deployment.Spec.Selector);
        selector.MatchLabels ??= new Dictionary<string, string>();
        selector.MatchLabels[Templates.HashLabel] = hash;
        var annotations = Revisions.For(deployment, null, rollout.LatestRevision);
        foreach (var (key, value) in Revisions.Sizes(rollout.Replicas, rollout.Replicas + rollout.MaxSurge))
        {
            annotations[key] = value;
        }

        return new V1ReplicaSet
        {
            ApiVersion = "apps/v1",
            Kind = "ReplicaSet",
            Metadata = new V1ObjectMeta
            {
                Name = $"{deployment.Metadata.Name}-{hash}",
                NamespaceProperty = deployment.Metadata.NamespaceProperty,
                Labels = new Dictionary<string, string>(template.Metadata.Labels),
                Annotations = annotations,
                OwnerReferences = [Owners.Reference(deployment)],
            },
            Spec = new V1ReplicaSetSpec
            {
                Replicas = replicas,
                MinReadySeconds = deployment.Spec.MinReadySeconds,
                Selector = selector,
                Template = template,
            },
        };
    }
}
