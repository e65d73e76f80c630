using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Sets;

/// <summary>Deployments and StatefulSets as a person drives and watches them.</summary>
public sealed class WorkloadsByKubectlTests : IAsyncLifetime
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: nginx, image: "nginx:1"}]}
        """;

    private const string Db = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          replicas: 3
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec: {containers: [{name: pg, image: "pg:1"}]}
        """;

    private RunningControllers lab = null!;

    public async ValueTask InitializeAsync() => lab = await RunningControllers.StartAsync();

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    [Fact]
    public async Task Deployment_NewImageUndoneAndRestarted_RollsOutEachTimeAndKeepsItsHistory()
    {
        await lab.KubectlAsync("apply -f -", Web);
        await RolledOutAsync("deploy/web");
        await lab.KubectlAsync("set image deploy/web nginx=nginx:2");
        await RolledOutAsync("deploy/web");
        // An old pod is Running until its grace is over.
        await lab.SeesAsync(
            "get pods -l app=web --field-selector status.phase=Running -o jsonpath={.items[*].spec.containers[0].image}",
            images => images == "nginx:2 nginx:2 nginx:2");

        await lab.KubectlAsync("rollout undo deploy/web");
        await RolledOutAsync("deploy/web");
        await lab.KubectlAsync("rollout restart deploy/web");
        await RolledOutAsync("deploy/web");

        Assert.Equal(["2", "3", "4"], Revisions(await lab.KubectlAsync("rollout history deploy/web")));
        Assert.Equal("nginx:1", await lab.KubectlAsync("get deploy web -o jsonpath={.spec.template.spec.containers[0].image}"));
        Assert.Equal(
            "3/3/3",
            await lab.KubectlAsync("get deploy web -o jsonpath={.status.replicas}/{.status.updatedReplicas}/{.status.availableReplicas}"));
        Assert.Matches(@"Scaled up replica set web-[a-z0-9]{10} from 0 to 3", await lab.KubectlAsync("describe deploy web"));
    }

    [Fact]
    public async Task Deployment_PausedChangedAndResumed_RollsOutOnlyThen()
    {
        await lab.KubectlAsync("apply -f -", Web);
        await RolledOutAsync("deploy/web");
        await lab.KubectlAsync("rollout pause deploy/web");
        await lab.KubectlAsync("set env deploy/web A=b");
        await lab.SeesAsync("get deploy web -o jsonpath={.status.conditions[?(@.type==\"Progressing\")].reason}", s => s == "DeploymentPaused");
        Assert.DoesNotContain("\n", await lab.KubectlAsync("get rs -l app=web --no-headers"), StringComparison.Ordinal);

        await lab.KubectlAsync("rollout resume deploy/web");
        await RolledOutAsync("deploy/web");
        Assert.Equal(["1", "2"], Revisions(await lab.KubectlAsync("rollout history deploy/web")));
    }

    [Fact]
    public async Task Scale_UpAndDown_IsFollowedByThePods()
    {
        await lab.KubectlAsync("apply -f -", Web);
        Assert.Equal("deployment.apps/web scaled", await lab.KubectlAsync("scale deploy/web --replicas=5"));
        await RolledOutAsync("deploy/web");
        Assert.Equal("deployment.apps/web scaled", await lab.KubectlAsync("scale deploy/web --current-replicas=5 --replicas=1"));
        await lab.SeesAsync("get pods -l app=web --no-headers", s => s.Split('\n') is [var only] && only.Contains("1/1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StatefulSet_NewImageAndUndo_GoesFromTheHighestPodDown()
    {
        await lab.KubectlAsync("apply -f -", Db);
        await RolledOutAsync("sts/db");
        await lab.KubectlAsync("set image sts/db pg=pg:2");
        await RolledOutAsync("sts/db");
        Assert.Equal("pg:2 pg:2 pg:2", await lab.KubectlAsync("get pods -l app=db -o jsonpath={.items[*].spec.containers[0].image}"));
        var deleted = (await lab.KubectlAsync("get events --field-selector reason=SuccessfulDelete,involvedObject.name=db -o jsonpath={.items[*].message}"))
            .Split(' ').Where(word => word.StartsWith("db-", StringComparison.Ordinal));
        Assert.Equal(["db-2", "db-1", "db-0"], deleted);

        await lab.KubectlAsync("rollout undo sts/db");
        await RolledOutAsync("sts/db");
        Assert.Equal(["2", "3"], Revisions(await lab.KubectlAsync("rollout history sts/db")));
        await lab.SeesAsync(
            "get sts db -o jsonpath={.status.currentRevision}={.status.updateRevision}={.spec.template.spec.containers[0].image}",
            s => s.Split('=') is [var current, var update, "pg:1"] && current == update);
    }

    [Fact]
    public async Task Pod_DeletedByHand_ComesBackUnderItsName()
    {
        await lab.KubectlAsync("apply -f -", Db);
        await RolledOutAsync("sts/db");
        var before = await lab.KubectlAsync("get pod db-1 -o jsonpath={.metadata.uid}");
        await lab.KubectlAsync("delete pod db-1");
        await lab.SeesAsync("get pod db-1 -o jsonpath={.metadata.uid}/{.status.containerStatuses[0].ready}", s => s.EndsWith("/true", StringComparison.Ordinal));
        Assert.NotEqual(before, await lab.KubectlAsync("get pod db-1 -o jsonpath={.metadata.uid}"));
    }

    [Fact]
    public async Task Container_Killed_IsStartedAgainAndCounted()
    {
        await lab.KubectlAsync("apply -f -", Db);
        await RolledOutAsync("sts/db");
        Assert.True(lab.Agent.Kill(new("redis", "db-0", "pg"), 137));
        await lab.SeesAsync("get pod db-0 --no-headers", s => s.Contains("1/1", StringComparison.Ordinal) && s.Contains("1 (", StringComparison.Ordinal));
        Assert.Equal(
            "Error 137", await lab.KubectlAsync("get pod db-0 -o jsonpath={.status.containerStatuses[0].lastState.terminated['reason','exitCode']}"));
        Assert.Contains("Started container pg", await lab.KubectlAsync("describe pod db-0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeContainer_Killed_TakesItsDatabaseNodeDownAndBringsItBack()
    {
        const string labels = "redis.io/role=node,redis.io/cluster=demo-clustera";
        await lab.KubectlAsync($"run n --image=redis --labels={labels} --overrides={{\"spec\":{{\"containers\":[{{\"name\":\"redis-enterprise-node\",\"image\":\"redis\"}}]}}}}");
        await lab.KubectlAsync("wait pod/n --for=condition=Ready --timeout=30s");
        Assert.True(lab.Nodes.IsUp("n"));
        var ip = await lab.KubectlAsync("get pod n -o jsonpath={.status.podIP}");

        Assert.True(lab.Agent.Kill(new("redis", "n", "redis-enterprise-node"), 137));
        await lab.SeesAsync("get pod n --no-headers", s => s.Contains("1/1", StringComparison.Ordinal) && s.Contains("1 (", StringComparison.Ordinal));
        Assert.Equal(["n starts", "n stops", "n starts"], lab.Nodes.History);
        Assert.Equal(ip, await lab.KubectlAsync("get pod n -o jsonpath={.status.podIP}"));

        await lab.KubectlAsync("delete pod n");
        Assert.False(lab.Nodes.IsUp("n"));
    }

    [Fact]
    public async Task Node_Cordoned_LeavesNewPodsPendingUntilItIsBack()
    {
        await lab.KubectlAsync("cordon lab-node");
        await lab.KubectlAsync("run lonely --image=busybox");
        await lab.SeesAsync("describe pod lonely", s => s.Contains("0/1 nodes are available: 1 node(s) were unschedulable.", StringComparison.Ordinal));
        await lab.SeesAsync("describe node lab-node", s => s.Contains("Node lab-node status is now: NodeNotSchedulable", StringComparison.Ordinal));
        await lab.KubectlAsync("uncordon lab-node");
        await lab.KubectlAsync("wait pod/lonely --for=condition=Ready --timeout=30s");
        Assert.Contains("Successfully assigned redis/lonely to lab-node", await lab.KubectlAsync("describe pod lonely"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_Restarted_TakesItsPodsOver()
    {
        await lab.KubectlAsync("apply -f -", Web);
        await lab.KubectlAsync("apply -f -", Db);
        await RolledOutAsync("deploy/web");
        await RolledOutAsync("sts/db");
        var before = await lab.KubectlAsync("get pods -o name");
        var events = Count(await lab.KubectlAsync("get events -o name"));

        await lab.RestartAsync();
        await lab.SeesAsync("get pods --no-headers", s => s.Split('\n').All(Restarted));

        Assert.Equal(before, await lab.KubectlAsync("get pods -o name"));
        Assert.DoesNotContain("0/1", await lab.KubectlAsync("get pods"), StringComparison.Ordinal);
        await lab.SeesAsync("get events -o name", s => Count(s) == events + Count(before));
        await lab.KubectlAsync("delete pod db-2");
        await RolledOutAsync("sts/db");
    }

    /// <summary>Once for each of its containers.</summary>
    private static bool Restarted(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var ready, "Running", var restarts, ..] && ready[0] == restarts[0];

    private static int Count(string lines) => lines.Split('\n').Length;

    private static string[] Revisions(string history) =>
        [.. history.Split('\n').Select(line => line.Split(' ')[0]).Where(first => int.TryParse(first, out _))];

    private Task RolledOutAsync(string what) => lab.KubectlAsync($"rollout status {what} --timeout=60s");
}
