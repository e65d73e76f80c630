using DemoApp.Lab.Controllers.Sets;
using DemoApp.Lab.Controllers.Sets.Rollouts;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Sets;

/// <summary>Rollouts played to their end without a cluster: each line is one step, "old" and "new" are the ReplicaSets.</summary>
public sealed class RolloutPlanTests
{
    [Theory]
    [InlineData("25%", "25%", 4, "create new 1 | old 4>2 | new 1>3 | old 2>0 | new 3>4")]
    [InlineData("1", "0", 2, "create new 1 | old 2>1 | new 1>2 | old 1>0")]
    [InlineData("0", "1", 2, "create new 0 | old 2>1 | new 0>1 | old 1>0 | new 1>2")]
    [InlineData("100%", "0", 2, "create new 2 | old 2>0")]
    public void RollingUpdate_OfAnotherTemplate_StaysWithinItsBounds(string surge, string unavailable, int replicas, string transcript)
    {
        var deployment = Deployment(replicas, "2", surge, unavailable);
        Assert.Equal(transcript.Split(" | "), Play(deployment, [Set("old", deployment, "1", replicas)]));
    }

    [Fact]
    public void Recreate_OfAnotherTemplate_WaitsForTheLastOldPod()
    {
        var deployment = Deployment(2, "2");
        deployment.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" };
        var old = Set("old", deployment, "1", 2);
        Assert.Equal([new RolloutStep.Scale(old, 0)], RolloutPlan.For(new Rollout(deployment, [old]), oldPodsRun: true));
        old.Spec.Replicas = 0;
        Assert.Empty(RolloutPlan.For(new Rollout(deployment, [old]), oldPodsRun: true));
        Assert.IsType<RolloutStep.Create>(Assert.Single(RolloutPlan.For(new Rollout(deployment, [old]), oldPodsRun: false)));
    }

    [Fact]
    public void Template_OfAnOldRevision_BringsItsReplicaSetBackUnderTheNextRevision()
    {
        var deployment = Deployment(1, "1");
        var (first, second) = (Set("first", deployment, "1", 0, revision: 1), Set("second", deployment, "2", 1, revision: 2));
        var steps = RolloutPlan.For(new Rollout(deployment, [first, second]), oldPodsRun: true);
        var mark = Assert.IsType<RolloutStep.Annotate>(steps[0]);
        Assert.Equal("first", mark.Set.Metadata.Name);
        Assert.Equal("3", mark.Annotations[Revisions.Revision]);
        Assert.Equal("1", mark.Annotations["deployment.kubernetes.io/revision-history"]);
    }

    [Fact]
    public void Resizing_InMidRollout_GrowsBothInProportion()
    {
        var deployment = Deployment(10, "2", "0", "1");
        var (old, current) = (Set("old", deployment, "1", 3, desired: 5), Set("new", deployment, "2", 2, desired: 5, revision: 2));
        deployment.Metadata.Annotations = new Dictionary<string, string> { [Revisions.Revision] = "2" };
        var steps = RolloutPlan.For(new Rollout(deployment, [old, current]), oldPodsRun: true).OfType<RolloutStep.Scale>();
        Assert.Equal(["old 6", "new 4"], steps.Select(s => $"{s.Set.Metadata.Name} {s.To}"));
    }

    [Fact]
    public void History_BeyondItsLimit_IsForgottenOldestFirst()
    {
        var deployment = Deployment(1, "4");
        deployment.Spec.RevisionHistoryLimit = 1;
        V1ReplicaSet[] sets = [.. Enumerable.Range(1, 4).Select(n => Set($"r{n}", deployment, $"{n}", n == 4 ? 1 : 0, revision: n))];
        deployment.Metadata.Annotations = new Dictionary<string, string> { [Revisions.Revision] = "4" };
        var forgotten = RolloutPlan.For(new Rollout(deployment, sets), oldPodsRun: false).Cast<RolloutStep.Forget>();
        Assert.Equal(["r1", "r2"], forgotten.Select(s => s.Set.Metadata.Name));
    }

    /// <summary>Does every step at once and lets every pod be available before the next.</summary>
    private static string[] Play(V1Deployment deployment, List<V1ReplicaSet> sets)
    {
        var lines = new List<string>();
        for (var turn = 0; turn < 50; turn++)
        {
            var steps = RolloutPlan.For(new Rollout(deployment, sets), oldPodsRun: true);
            if (steps.Count == 0)
            {
                return [.. lines];
            }

            foreach (var step in steps)
            {
                switch (step)
                {
                    case RolloutStep.Create { Set: var set }:
                        lines.Add($"create new {set.Spec.Replicas}");
                        set.Metadata.Name = "new";
                        set.Metadata.CreationTimestamp = DateTime.UnixEpoch.AddHours(1);
                        sets.Add(set);
                        break;
                    case RolloutStep.Scale(var set, var to):
                        lines.Add($"{set.Metadata.Name} {set.Spec.Replicas}>{to}");
                        set.Spec.Replicas = to;
                        break;
                    case RolloutStep.Annotate mark:
                        mark.Set.Metadata.Annotations = mark.Annotations.ToDictionary();
                        break;
                    case RolloutStep.Revise revise:
                        deployment.Metadata.Annotations = new Dictionary<string, string> { [Revisions.Revision] = $"{revise.Revision}" };
                        break;
                }
            }

            foreach (var set in sets)
            {
                set.Status = new V1ReplicaSetStatus { Replicas = set.Spec.Replicas ?? 0, AvailableReplicas = set.Spec.Replicas };
            }
        }

        return [.. lines, "never ends"];
    }

    private static V1Deployment Deployment(int replicas, string version, string surge = "25%", string unavailable = "25%") => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new V1ObjectMeta { Name = "web", NamespaceProperty = "redis", Uid = "u" },
        Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
            Strategy = new V1DeploymentStrategy
            {
                Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = surge, MaxUnavailable = unavailable },
            },
            Template = Template(version),
        },
    };

    private static V1ReplicaSet Set(string name, V1Deployment deployment, string version, int size, int? desired = null, int revision = 1) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            CreationTimestamp = DateTime.UnixEpoch.AddMinutes(revision),
            Annotations = new Dictionary<string, string>(Revisions.Sizes(desired ?? deployment.Spec.Replicas ?? 1, desired ?? 0))
            {
                [Revisions.Revision] = $"{revision}",
            },
        },
        Spec = new V1ReplicaSetSpec { Replicas = size, Template = Templates.With(Template(version), Templates.HashLabel, "x") },
        Status = new V1ReplicaSetStatus { Replicas = size, AvailableReplicas = size },
    };

    private static V1PodTemplateSpec Template(string version) => new()
    {
        Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = "web" } },
        Spec = new V1PodSpec { Containers = [new V1Container { Name = "nginx", Image = "nginx:" + version }] },
    };
}
