using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>One thing a Deployment's controller does to bring its rollout on.</summary>
internal abstract record RolloutStep
{
    /// <summary>Make the ReplicaSet of the current template.</summary>
    public sealed record Create(V1ReplicaSet Set) : RolloutStep;

    public sealed record Scale(V1ReplicaSet Set, int To) : RolloutStep;

    public sealed record Annotate(V1ReplicaSet Set, IReadOnlyDictionary<string, string> Annotations) : RolloutStep;

    /// <summary>Forget a revision beyond the history's length.</summary>
    public sealed record Forget(V1ReplicaSet Set) : RolloutStep;

    /// <summary>Say on the Deployment itself which revision it is at.</summary>
    public sealed record Revise(int Revision) : RolloutStep;
}
