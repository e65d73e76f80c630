using DemoApp.Lab.Controllers.Pods;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Pods;

public sealed class PodStatusTests
{
    private static readonly DateTime Start = DateTime.UnixEpoch;
    private static readonly ContainerRun Running = new ContainerRun("a", "a:1").Started(Start);

    [Theory]
    [InlineData("Always", "creating running", "Pending")]
    [InlineData("Always", "running 0", "Running")]
    [InlineData("Always", "1 1", "Running")]
    [InlineData("OnFailure", "0 1", "Running")]
    [InlineData("OnFailure", "0 0", "Succeeded")]
    [InlineData("Never", "0 running", "Running")]
    [InlineData("Never", "0 1", "Failed")]
    [InlineData("Never", "0 0", "Succeeded")]
    public void Phase_ByPolicyAndContainers_IsAsTheKubeletSums(string policy, string containers, string phase) =>
        Assert.Equal(phase, Runs(policy, "", containers).Phase);

    [Theory]
    [InlineData("Always", "creating creating", "creating", "Pending")]
    [InlineData("Always", "0 running", "creating", "Pending")]
    [InlineData("Always", "1 creating", "creating", "Pending")]
    [InlineData("Never", "1 creating", "creating", "Failed")]
    [InlineData("Always", "0 0", "running", "Running")]
    public void Phase_WithInitContainers_WaitsForThem(string policy, string first, string main, string phase) =>
        Assert.Equal(phase, Runs(policy, first, main).Phase);

    [Fact]
    public void InitContainers_HalfDone_AreToldInConditionsAndStatuses()
    {
        var status = PodStatus.Of(Runs("Always", "0 running", "creating"), "10.244.0.2", Start, null, Start);
        var initialized = status.Conditions.Single(c => c.Type == "Initialized");
        Assert.Equal(("False", "containers with incomplete status: [a]"), (initialized.Status, initialized.Message));
        Assert.Equal([true, false], status.InitContainerStatuses.Select(s => s.Ready));
        Assert.Equal("PodInitializing", status.ContainerStatuses[0].State.Waiting.Reason);
    }

    [Fact]
    public void Conditions_ThatHoldAsBefore_KeepTheirTransitionTime()
    {
        var pod = Pod();
        var before = PodStatus.Of(new(pod, [], [Running, Running with { Name = "b", Ready = true }]), "10.244.0.2", Start, null, Start);
        var after = PodStatus.Of(new(pod, [], [Running with { Ready = true }, Running with { Name = "b", Ready = true }]), "10.244.0.2", Start, before, Start.AddSeconds(9));

        Assert.Equal("containers with unready status: [a]", before.Conditions.Single(c => c.Type == "Ready").Message);
        Assert.Equal(
            ["PodReadyToStartContainers True 0", "Initialized True 0", "Ready True 9", "ContainersReady True 9", "PodScheduled True 0"],
            after.Conditions.Select(c => $"{c.Type} {c.Status} {(c.LastTransitionTime! - Start).Value.TotalSeconds}"));
    }

    [Fact]
    public void Container_ThatBacksOff_SaysHowLongAndHowItEnded()
    {
        var pod = Pod();
        var run = Running.Exited("demoapp://1", 137, Start.AddSeconds(5)) with { Phase = ContainerPhase.BackingOff, BackOff = TimeSpan.FromSeconds(80) };
        var container = PodStatus.Of(new(pod, [], [run]), "10.244.0.2", Start, null, Start).ContainerStatuses[0];
        Assert.Equal("CrashLoopBackOff", container.State.Waiting.Reason);
        Assert.Equal("back-off 1m20s restarting failed container=a pod=p_redis(u)", container.State.Waiting.Message);
        Assert.Equal((137, "Error"), (container.LastState.Terminated.ExitCode, container.LastState.Terminated.Reason));
    }

    private static PodRuns Runs(string policy, string first, string main)
    {
        var runs = first.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Container).ToArray();
        var pod = Pod();
        pod.Spec.RestartPolicy = policy;
        pod.Spec.InitContainers = [.. runs.Select(r => new V1Container { Name = r.Name })];
        return new(pod, runs, [.. main.Split(' ').Select(Container)]);
    }

    private static ContainerRun Container(string word) => word switch
    {
        "creating" => new ContainerRun("a", "a:1"),
        "running" => Running,
        _ => Running.Exited("demoapp://1", word[0] - '0', Start),
    };

    private static V1Pod Pod() => new()
    {
        Metadata = new V1ObjectMeta { Name = "p", NamespaceProperty = "redis", Uid = "u" },
        Spec = new V1PodSpec { RestartPolicy = "Always", Containers = [new V1Container { Name = "a" }, new V1Container { Name = "b" }] },
    };
}
