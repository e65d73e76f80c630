using DemoApp.Lab.Controllers.Sets.Stateful;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Sets;

/// <summary>
/// Pods as words: number, revision (a is current, b the update), and ! for not ready, - for terminating, x for failed.
/// What is done: + creates with the revision, - deletes.
/// </summary>
public sealed class StatefulSetPlanTests
{
    [Theory]
    [InlineData("first of all", "", "+0b")]
    [InlineData("next once ready", "0b", "+1b")]
    [InlineData("waits for the one before", "0b!", "")]
    [InlineData("waits for one that goes", "0b 1b- 2b", "")]
    [InlineData("fills a gap", "0b 2b", "+1b")]
    [InlineData("all there", "0b 1b 2b", "")]
    [InlineData("too many, highest first", "0b 1b 2b 3b 4b", "-4")]
    [InlineData("too many, one by one", "0b 1b 2b 3b 4b-", "")]
    [InlineData("failed is made again", "0b 1bx 2b", "-1")]
    [InlineData("update from the highest", "0a 1a 2a", "-2")]
    [InlineData("update goes on", "0a 1a 2b", "-1")]
    [InlineData("update waits for ready", "0a 1a 2b!", "")]
    [InlineData("comes back as it was", "1a 2b", "+0a", 2)]
    [InlineData("comes back as updated", "0a 1a", "+2b", 2)]
    public void OrderedReady_Always_DoesOneThingAtATime(string because, string pods, string done, int currentReplicas = 0) =>
        Assert.Equal((because, done), (because, Plan(Set(currentReplicas: currentReplicas), pods)));

    [Theory]
    [InlineData("all at once", "", "+0b +1b +2b")]
    [InlineData("whatever the others do", "0b! 2b-", "+1b")]
    [InlineData("all too many at once", "0b 1b 2b 3b! 4b", "-4 -3")]
    public void Parallel_Always_WaitsForNobody(string because, string pods, string done) =>
        Assert.Equal((because, done), (because, Plan(Set(policy: "Parallel"), pods)));

    [Theory]
    [InlineData("0a 1a 2a", "-2")]
    [InlineData("0a 1a 2b", "")]
    [InlineData("0a 2b", "+1a")]
    public void Partition_OfTwo_LeavesTheLowerPodsAsTheyAre(string pods, string done) => Assert.Equal(done, Plan(Set(partition: 2), pods));

    [Theory]
    [InlineData("0a 1a 2a", "")]
    [InlineData("0a 1a", "+2b")]
    public void OnDelete_Always_UpdatesWhatIsDeletedByHand(string pods, string done) => Assert.Equal(done, Plan(Set(strategy: "OnDelete"), pods));

    private static string Plan(V1StatefulSet set, string pods)
    {
        var plan = StatefulSetPlan.For(set, pods.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Pod), new RevisionPair("a", "b"), DateTimeOffset.UnixEpoch);
        return string.Join(' ', plan.Create.Select(c => $"+{c.Ordinal}{c.Revision}").Concat(plan.Delete.Select(p => "-" + p.Metadata.Name[3..])));
    }

    private static V1StatefulSet Set(string policy = "OrderedReady", string strategy = "RollingUpdate", int? partition = null, int currentReplicas = 0) => new()
    {
        Metadata = new V1ObjectMeta { Name = "db" },
        Spec = new V1StatefulSetSpec
        {
            Replicas = 3,
            PodManagementPolicy = policy,
            UpdateStrategy = new V1StatefulSetUpdateStrategy
            {
                Type = strategy, RollingUpdate = new V1RollingUpdateStatefulSetStrategy { Partition = partition },
            },
        },
        Status = new V1StatefulSetStatus { CurrentReplicas = currentReplicas },
    };

    private static V1Pod Pod(string word) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "db-" + word[0],
            Labels = new Dictionary<string, string> { [SetPod.RevisionLabel] = word[1].ToString() },
            DeletionTimestamp = word.EndsWith('-') ? DateTime.UnixEpoch : null,
        },
        Status = new V1PodStatus
        {
            Phase = word.EndsWith('x') ? "Failed" : "Running",
            Conditions = [new V1PodCondition { Type = "Ready", Status = word.Length == 2 ? "True" : "False" }],
        },
    };
}
