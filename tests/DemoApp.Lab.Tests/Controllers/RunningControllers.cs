using System.Collections.Concurrent;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Databases;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Pods.Nodes;
using DemoApp.Lab.Controllers.Sets;
using DemoApp.Lab.Controllers.Shell;
using DemoApp.Lab.Controllers.Watching;
using DemoApp.Lab.Hosting;
using DemoApp.Lab.Network;
using DemoApp.Lab.Tests.KubeApi;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers;

/// <summary>A real API server with the lab's objects in it, and the controllers of workloads, pods and the node at work on them.</summary>
internal sealed class RunningControllers : IAsyncDisposable
{
    private const string Rec = "demo-clustera";
    private const double Pace = 0.05;

    private readonly RunningApi api;
    private readonly Kubernetes client;
    private readonly LabContainers containers;
    private readonly PodLogBook logs;
    private readonly LabPodAddresses addresses;
    private CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    private RunningControllers(RunningApi api, LabContainers containers, PodLogBook logs, LabPodAddresses addresses)
    {
        (this.api, this.containers, this.logs, this.addresses) = (api, containers, logs, addresses);
        client = api.Client();
    }

    /// <summary>The node processes that run, by pod.</summary>
    public NodeLedger Nodes { get; } = new();

    public NodeAgent Agent { get; private set; } = null!;

    public Kubernetes Client => client;

    public static async Task<RunningControllers> StartAsync()
    {
        var network = new PodNetwork();
        var (logs, addresses) = (new PodLogBook(TimeProvider.System), new LabPodAddresses(network, 0));
        var containers = new LabContainers(logs, addresses, network);
        var api = await RunningApi.StartAsync(containers, containers, containers, historyLength: 5_000);
        var controllers = new RunningControllers(api, containers, logs, addresses);
        await new LabObjects(controllers.client, "redis", Rec, TimeProvider.System).ApplyAsync(TestContext.Current.CancellationToken);
        controllers.Begin();
        return controllers;
    }

    /// <summary>As when the lab ends and is started again over the same objects.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        Nodes.Clear();
        Begin();
    }

    public async Task<string> KubectlAsync(string arguments, string? input = null)
    {
        var (exit, text) = await TryKubectlAsync(arguments, input);
        Assert.True(exit == 0, $"kubectl {arguments}\n{text}");
        return text.TrimEnd();
    }

    public Task<(int Exit, string Text)> TryKubectlAsync(string arguments, string? input = null) => api.KubectlAsync("-n redis " + arguments, input);

    public async Task SeesAsync(string arguments, Func<string, bool> holds)
    {
        var seen = "";
        for (var tries = 0; tries < 100; tries++)
        {
            seen = (await api.KubectlAsync("-n redis " + arguments)).Text.TrimEnd();
            if (holds(seen))
            {
                return;
            }
        }
        Assert.Fail($"kubectl {arguments} never showed it; last:\n{seen}");
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        stop.Dispose();
        client.Dispose();
        await api.DisposeAsync();
    }

    private void Begin()
    {
        var pace = new Pace(Pace);
        pace.Settle();
        var events = new EventRecorder(client, TimeProvider.System, NullLogger<EventRecorder>.Instance);
        var context = new ClusterContext(client, "redis", Rec, TimeProvider.System, pace, events, logs, NullLoggerFactory.Instance);
        var informers = new Informers(client, "redis", TimeProvider.System, NullLoggerFactory.Instance, everywhere: true);
        Agent = new NodeAgent(context, informers, Nodes, addresses);
        var rladmin = new Rladmin(context, informers, new DatabaseController(context, informers, Nodes), Nodes);
        containers.Shell = Agent.Main.Shell = new PodShell(
            new ContainerPrograms(TimeProvider.System, new FilePrograms(new ContainerFiles(logs, Nodes)), rladmin, Agent), informers);
        running = Task.WhenAll(
            informers.RunAsync(stop.Token),
            new SetControllers(context, informers).RunAsync(stop.Token),
            new Scheduler(context, informers).RunAsync(stop.Token),
            new NodeHeartbeat(context).RunAsync(stop.Token),
            new NodeEvents(context, informers).RunAsync(stop.Token),
            Agent.RunAsync(stop.Token));
    }

    private async Task EndAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        stop = new CancellationTokenSource();
    }

    /// <summary>Node processes as names in a list; what a database does has its own tests.</summary>
    internal sealed class NodeLedger : IDatabaseHost
    {
        private readonly ConcurrentDictionary<string, bool> up = new();

        public ConcurrentQueue<string> History { get; } = new();

        public DatabaseReport Report => new(true, 0, null, "", false, true);

        public bool IsUp(string pod) => up.ContainsKey(pod);

        public void Clear() => up.Clear();

        public Task StartNodeAsync(string pod, CancellationToken cancellationToken) => Note(up.TryAdd(pod, true), $"{pod} starts");

        public Task StopNodeAsync(string pod, CancellationToken cancellationToken) => Note(up.TryRemove(pod, out _), $"{pod} stops");

        public Task ServeAsync(string pod, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task SilenceAsync(string pod, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<RecoveryResult> RecoverAsync(RecoverySource source, IProgress<RecoveryStep> progress, CancellationToken cancellationToken) =>
            Task.FromResult(new RecoveryResult(false, 0, "no database here"));

        private Task Note(bool changed, string what)
        {
            if (changed)
            {
                History.Enqueue(what);
            }
            return Task.CompletedTask;
        }
    }
}
