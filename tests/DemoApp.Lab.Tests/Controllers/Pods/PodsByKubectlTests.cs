using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Pods;

/// <summary>Pods that end, fail, wait and are watched, as a person sees them.</summary>
public sealed class PodsByKubectlTests : IAsyncLifetime
{
    private RunningControllers lab = null!;

    public async ValueTask InitializeAsync() => lab = await RunningControllers.StartAsync();

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    [Fact]
    public async Task Deployment_InAnotherNamespace_RunsIsLoggedAndGoesWithTheNamespace()
    {
        await lab.KubectlAsync("create namespace shop");
        await lab.KubectlAsync("create deployment web --image=nginx -n shop");
        await lab.KubectlAsync("rollout status deploy/web -n shop --timeout=60s");
        Assert.Contains("1/1", await lab.KubectlAsync("get deploy web -n shop --no-headers"), StringComparison.Ordinal);
        Assert.StartsWith("nginx started", await lab.KubectlAsync("logs deploy/web -n shop"), StringComparison.Ordinal);
        Assert.StartsWith("web-", await lab.KubectlAsync("exec deploy/web -n shop -- hostname"), StringComparison.Ordinal);
        await lab.KubectlAsync("delete namespace shop --timeout=60s");
        Assert.Contains("No resources found", await lab.KubectlAsync("get all -n shop"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3", "Failed", "3", "Error")]
    [InlineData("echo well", "Succeeded", "0", "Completed")]
    public async Task Pod_ThatIsNotRestarted_EndsAsItsCommandDoes(string script, string phase, string exit, string reason)
    {
        await lab.KubectlAsync("apply -f -", Pod("once", $"restartPolicy: Never, containers: [{{name: c, image: busybox, command: [sh, -c, \"{script}\"]}}]"));
        await lab.SeesAsync("get pod once -o jsonpath={.status.phase}", s => s == phase);
        Assert.Equal($"{exit} {reason}", await lab.KubectlAsync("get pod once -o jsonpath={.status.containerStatuses[0].state.terminated['exitCode','reason']}"));
        Assert.Equal(script.StartsWith("echo", StringComparison.Ordinal) ? "well" : "", await lab.KubectlAsync("logs once"));
    }

    [Fact]
    public async Task Pod_WhoseCommandFails_IsStartedAgainEverMoreRarely()
    {
        await lab.KubectlAsync("apply -f -", Pod("crash", "containers: [{name: c, image: busybox, command: [sh, -c, \"echo run; exit 3\"]}]"));
        await lab.SeesAsync("get pod crash --no-headers", s => s.Contains("CrashLoopBackOff", StringComparison.Ordinal));
        Assert.Equal("3", await lab.KubectlAsync("get pod crash -o jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}"));
        Assert.Equal("run", await lab.KubectlAsync("logs crash -p"));
        Assert.Contains("Back-off restarting failed container c in pod crash_redis", await lab.KubectlAsync("describe pod crash"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InitContainers_RunInOrderBeforeTheOthers()
    {
        const string inits = "initContainers: [{name: one, image: b, command: [sh, -c, \"echo 1; sleep 1\"]}, {name: two, image: b, command: [echo, \"2\"]}]";
        await lab.KubectlAsync("apply -f -", Pod("prepared", inits + ", containers: [{name: c, image: nginx}]"));
        await lab.SeesAsync("get pod prepared --no-headers", s => s.Contains("Init:0/2", StringComparison.Ordinal));
        await lab.KubectlAsync("wait pod/prepared --for=condition=Ready --timeout=30s");
        Assert.Equal(("1", "2"), (await lab.KubectlAsync("logs prepared -c one"), await lab.KubectlAsync("logs prepared -c two")));
    }

    [Fact]
    public async Task Probes_ThatRunACommand_DecideOverReadinessAndLife()
    {
        await lab.KubectlAsync("apply -f -", Pod("probed", """
            containers: [{name: c, image: nginx, readinessProbe: {periodSeconds: 1, failureThreshold: 1, exec: {command: [test, -f, /ready]}},
              livenessProbe: {periodSeconds: 1, exec: {command: [test, "!", -f, /dead]}}}]
            """));
        await lab.SeesAsync("describe pod probed", s => s.Contains("Readiness probe failed", StringComparison.Ordinal));
        await lab.KubectlAsync("exec probed -- touch /ready");
        await lab.KubectlAsync("wait pod/probed --for=condition=Ready --timeout=30s");
        await lab.KubectlAsync("exec probed -- touch /dead");
        await lab.SeesAsync("get pod probed -o jsonpath={.status.containerStatuses[0].restartCount}", s => s == "1");
        Assert.Contains("Container c failed liveness probe, will be restarted", await lab.KubectlAsync("describe pod probed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch:missing", "ImagePullBackOff", "Failed to pull image \"nosuch:missing\"")]
    [InlineData("Nginx", "InvalidImageName", "repository name (Nginx) must be lowercase")]
    public async Task Image_ThatCannotBe_IsWaitedForWithTheGenuineReason(string image, string status, string told)
    {
        await lab.KubectlAsync("apply -f -", Pod("bad", $"containers: [{{name: c, image: \"{image}\"}}]"));
        await lab.SeesAsync("get pod bad --no-headers", s => s.Contains(status, StringComparison.Ordinal));
        Assert.Contains(told, await lab.KubectlAsync("describe pod bad"), StringComparison.Ordinal);
        await lab.KubectlAsync("delete pod bad --timeout=30s");
    }

    [Fact]
    public async Task Job_RunsToItsEnd_OrFailsOnceItsPodsFailedTooOften()
    {
        await lab.KubectlAsync("create job good --image=busybox -- echo done");
        await lab.KubectlAsync("wait job/good --for=condition=complete --timeout=30s");
        Assert.Equal("done", await lab.KubectlAsync("logs job/good"));
        Assert.Contains("1/1", await lab.KubectlAsync("get job good --no-headers"), StringComparison.Ordinal);

        await lab.KubectlAsync("create job bad --image=busybox -- false");
        await lab.KubectlAsync("patch job bad --type=merge -p {\"spec\":{\"backoffLimit\":1}}");
        await lab.KubectlAsync("wait job/bad --for=condition=failed --timeout=30s");
        Assert.Contains("Job has reached the specified backoff limit", await lab.KubectlAsync("describe job bad"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DaemonSet_HasAPodOnTheNodeAndReplacesIt()
    {
        await lab.KubectlAsync("apply -f -", """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent}
            spec:
              selector: {matchLabels: {app: agent}}
              template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: c, image: "agent:1"}]}}
            """);
        await lab.KubectlAsync("rollout status ds/agent --timeout=30s");
        await lab.KubectlAsync("set image ds/agent c=agent:2");
        await lab.KubectlAsync("rollout status ds/agent --timeout=30s");
        Assert.Equal("agent:2", await lab.KubectlAsync("get pods -l app=agent -o jsonpath={.items[*].spec.containers[0].image}"));
    }

    [Fact]
    public async Task PreStop_IsWaitedForBeforeTheContainerStops()
    {
        await lab.KubectlAsync("apply -f -", Pod("slow", "containers: [{name: c, image: nginx, lifecycle: {preStop: {exec: {command: [touch, /asked]}}}}]"));
        await lab.KubectlAsync("apply -f -", Pod("held", """
            terminationGracePeriodSeconds: 600, containers: [{name: c, image: nginx, lifecycle: {preStop: {sleep: {seconds: 500}}}}]
            """));
        await lab.KubectlAsync("wait pod/slow pod/held --for=condition=Ready --timeout=30s");
        await lab.KubectlAsync("delete pod held --wait=false");
        await lab.KubectlAsync("delete pod slow --timeout=30s");
        Assert.Equal("true", await lab.KubectlAsync("get pod held -o jsonpath={.status.containerStatuses[0].ready}"));
        await lab.KubectlAsync("delete pod held --grace-period=0 --force");
    }

    private static string Pod(string name, string spec) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec: {{{spec.ReplaceLineEndings(" ")}}}\n";
}
