using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Pods.Nodes;
using DemoApp.Lab.Controllers.Services;
using DemoApp.Lab.Controllers.Services.Slices;
using DemoApp.Lab.Controllers.Sets;
using DemoApp.Lab.Controllers.Watching;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Lab.Tests.Hosting.Apis;

public sealed class LabOverGivenTests
{
    private const string State = "get rec kind-a -o jsonpath={.status.state}";
    private const string Rladmin = "exec kind-a-0 -c redis-enterprise-node -- rladmin ";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lab_OverServersThatAreThere_TellsTheWholeStory()
    {
        await using var lab = await LabOverGiven.PrepareAsync();
        await lab.StartAsync();
        Assert.Equal((lab.Kubeconfig, "kind-a,kind-b"), (lab.Addresses.Kubeconfig, string.Join(',', lab.Addresses.Clusters.Select(c => c.Name))));

        await lab.A.SeesAsync(State, s => s == "Running");
        await lab.AnswersAsync("PING", "+PONG");
        await lab.AnswersAsync("SET basket full", "+OK");
        Assert.StartsWith("198.18.0.", await lab.A.KubectlAsync("get pod kind-a-0 -o jsonpath={.status.podIP}"), StringComparison.Ordinal);
        Assert.Contains("redis-enterprise-node started", await lab.A.KubectlAsync("logs kind-a-0 -c redis-enterprise-node"), StringComparison.Ordinal);

        await lab.A.KubectlAsync("patch rec kind-a --type=merge -p {\"spec\":{\"clusterRecovery\":true}}");
        await lab.A.SeesAsync("get rec kind-a -o jsonpath={.spec.clusterRecovery},{.status.state}", s => s == "false,Running");
        await lab.A.SeesAsync(Rladmin + "status databases", s => s.Contains("recovery (ready)", StringComparison.Ordinal));
        Assert.Null(await lab.RedisAsync("PING"));
        Assert.Contains("Completed", await lab.A.KubectlAsync(Rladmin + "recover all"), StringComparison.Ordinal);
        await lab.AnswersAsync("GET basket", "$4\r\nfull");

        await lab.A.KubectlAsync("label svc testdb federation=yes");
        await lab.B.SeesAsync("label svc testdb federation=yes", s => s.Contains("labeled", StringComparison.Ordinal));
        await lab.A.KubectlAsync("apply -f -", Federated);
        await lab.A.SeesAsync(
            "get endpoints testdb-federated -o jsonpath={.subsets[*].addresses[*].targetRef.name}",
            s => s.Contains("kind-a-", StringComparison.Ordinal) && s.Contains("kind-b/kind-b-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lab_BesideAControllerManagerAndAScheduler_LeavesTheirWorkToThem()
    {
        await using var lab = await LabOverGiven.PrepareAsync();
        await lab.A.HoldLeaseAsync("kube-controller-manager");
        await lab.A.HoldLeaseAsync("kube-scheduler");
        await lab.StartAsync();
        await lab.B.SeesAsync("get rec kind-b -o jsonpath={.status.state}", s => s == "Running");
        await lab.A.SeesAsync("get statefulset kind-a -o name", s => s == "statefulset.apps/kind-a");
        Assert.Equal("No resources found in redis namespace.", await lab.A.KubectlAsync("get pods,replicasets,endpoints"));

        await using (new Manager(lab.A))
        {
            await lab.A.SeesAsync(State, s => s == "Running");
            await lab.AnswersAsync("PING", "+PONG");
        }
    }

    [Fact]
    public async Task Lab_StartedAgainOverPodsTheClusterCalledUnready_TakesThemBackAsTheyWere()
    {
        await using var lab = await LabOverGiven.PrepareAsync();
        await lab.StartAsync();
        await lab.A.SeesAsync(State, s => s == "Running");
        await lab.AnswersAsync("SET basket full", "+OK");
        await lab.StopAsync();
        const string unready = """[{"op":"replace","path":"/status/conditions/2/status","value":"False"}]""";
        foreach (var pod in (string[])["kind-a-0", "kind-a-1", "kind-a-2"])
        {
            Assert.Equal("Ready", await lab.A.KubectlAsync($"get pod {pod} -o jsonpath={{.status.conditions[2].type}}"));
            await lab.A.KubectlAsync($"patch pod {pod} --subresource=status --type=json -p {unready}");
        }

        await lab.StartAsync();
        await lab.A.SeesAsync("get pods -l redis.io/role=node -o jsonpath={.items[*].status.conditions[2].status}", s => s == "True True True");
        await lab.AnswersAsync("GET basket", "$4\r\nfull");
        Assert.Equal("Running", await lab.A.KubectlAsync(State));
        Assert.DoesNotContain("ClusterLost", await lab.A.KubectlAsync("get events"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_BesideGenuineOnes_KeepsTheirPodsAway()
    {
        await using var lab = await LabOverGiven.PrepareAsync();
        await lab.StartAsync();
        await lab.A.SeesAsync("get node lab-node -o jsonpath={.status.addresses[*].type}", s => s == "ExternalIP");
        Assert.Equal("demoapp/lab:NoSchedule", await lab.A.KubectlAsync("get node lab-node -o jsonpath={.spec.taints[0].key}:{.spec.taints[0].effect}"));
        await lab.A.KubectlAsync("run guest --image=nginx");
        await lab.A.SeesAsync("get events", s => s.Contains("untolerated taint {demoapp/lab: }", StringComparison.Ordinal));
    }

    private const string Federated = """
        apiVersion: v1
        kind: Service
        metadata:
          name: testdb-federated
          annotations: {federation.tigera.io/serviceSelector: federation == "yes"}
        spec:
          ports: [{name: redis, port: 11069, targetPort: 11069}]
        """;

    /// <summary>The part of a controller manager and a scheduler that matters here.</summary>
    private sealed class Manager : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly EventRecorder events;
        private readonly Task running;

        public Manager(GivenCluster cluster)
        {
            events = new(cluster.Client, TimeProvider.System, NullLogger<EventRecorder>.Instance);
            var context = new ClusterContext(
                cluster.Client, "redis", cluster.Name, TimeProvider.System, new Pace(0.05), events, new PodLogBook(TimeProvider.System), NullLoggerFactory.Instance);
            var informers = new Informers(cluster.Client, "redis", TimeProvider.System, NullLoggerFactory.Instance);
            running = Task.WhenAll(
                informers.RunAsync(stop.Token),
                new SetControllers(context, informers).RunAsync(stop.Token),
                new EndpointsController(context, informers).RunAsync(stop.Token),
                new SliceController(context, informers).RunAsync(stop.Token),
                new Scheduler(context, informers).RunAsync(stop.Token));
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            events.Dispose();
            stop.Dispose();
        }
    }
}
