using DemoApp.Lab.Controllers.Pods.Nodes;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Pods;

public sealed class FitTests
{
    [Theory]
    [InlineData("", "", "", null)]
    [InlineData("disk=ssd", "", "", null)]
    [InlineData("disk=hdd", "", "", "node(s) didn't match Pod's node affinity/selector")]
    [InlineData("", "", "demoapp/lab=only:NoSchedule", "node(s) had untolerated taint {demoapp/lab: only}")]
    [InlineData("", "demoapp/lab", "demoapp/lab=only:NoSchedule", null)]
    [InlineData("", "", "demoapp/lab=only:PreferNoSchedule", null)]
    [InlineData("", "", "cordoned", "node(s) were unschedulable")]
    public void WhyNot_BySelectorTolerationAndTaint_IsAsASchedulerSays(string selector, string tolerates, string node, string? why) =>
        Assert.Equal(why, Fit.WhyNot(Pod(selector, tolerates), Node(node)));

    [Fact]
    public void Verdict_OnSeveralNodes_CountsEachReason() => Assert.Equal(
        "0/3 nodes are available: 1 node(s) had untolerated taint {a: b}, 2 node(s) were unschedulable. "
        + "preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
        Fit.Verdict(Pod("", ""), [Node("cordoned"), Node("a=b:NoSchedule"), Node("cordoned")], new Dictionary<string, int>()));

    private static V1Pod Pod(string selector, string tolerates) => new()
    {
        Spec = new V1PodSpec
        {
            NodeSelector = selector.Length == 0 ? null : new Dictionary<string, string> { [selector.Split('=')[0]] = selector.Split('=')[1] },
            Tolerations = tolerates.Length == 0 ? null : [new V1Toleration { Key = tolerates, OperatorProperty = "Exists" }],
        },
    };

    private static V1Node Node(string how) => new()
    {
        Metadata = new V1ObjectMeta { Name = "n", Labels = new Dictionary<string, string> { ["disk"] = "ssd" } },
        Spec = new V1NodeSpec
        {
            Unschedulable = how == "cordoned",
            Taints = how.Contains('=', StringComparison.Ordinal)
                ? [new V1Taint { Key = how.Split('=', ':')[0], Value = how.Split('=', ':')[1], Effect = how.Split('=', ':')[2] }]
                : null,
        },
    };
}
