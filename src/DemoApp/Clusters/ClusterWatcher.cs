using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;

namespace DemoApp.Clusters;

/// <summary>One cluster, watched: rec, pods, the endpoints of its services and the route, and probed, which tells old from current.</summary>
internal sealed partial class ClusterWatcher : IDisposable
{
    private const string RecPath = "apis/app.redislabs.com/v1/namespaces";

    /// <summary>With <see cref="ProbeLimit"/> it is told within four seconds that a server has fallen silent; a broken one the watches tell at once.</summary>
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);

    private readonly ClusterConfig config;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Kubernetes client;
    private readonly ApiReader api;
    private readonly TableWatch recs;
    private readonly TableWatch pods;
    private readonly TableWatch endpoints;
    private readonly TableWatch routes;
    private readonly Lock gate = new();
    private volatile ClusterSnapshot current;
    private string fingerprint = "";

    public ClusterWatcher(ClusterConfig config, TimeProvider time, ILogger logger)
    {
        (this.config, this.time, this.logger) = (config, time, logger);
        client = new Kubernetes(config.Kubeconfig is null && config.Context is null
            ? KubernetesClientConfiguration.BuildDefaultConfig()
            : KubernetesClientConfiguration.BuildConfigFromConfigFile(config.Kubeconfig, config.Context));
        api = new ApiReader(client);
        Commands = new(config, client, time);
        recs = new(api, RecQuery, time, Refresh);
        pods = new(api, $"api/v1/namespaces/{config.Namespace}/pods?includeObject=Object", time, Refresh);
        endpoints = new(api, $"api/v1/namespaces/{config.Namespace}/endpoints?includeObject=Object", time, Refresh);
        routes = new(
            api, $"api/v1/namespaces/{config.Namespace}/configmaps?includeObject=Object&fieldSelector=metadata.name%3D{ClusterConfig.RouteMap}", time, Refresh);
        current = ClusterSnapshot.Unseen(config);
    }

    /// <summary>Raised with every change worth showing; not for ages alone. Handlers must be quick and must not throw.</summary>
    public event Action<ClusterSnapshot>? Changed;

    public string Name => config.Name;

    /// <summary>What may be done to it.</summary>
    public ClusterCommands Commands { get; }

    public ClusterSnapshot Current => current;

    private string RecQuery => $"{RecPath}/{config.Namespace}/redisenterpriseclusters?includeObject=Object&fieldSelector=metadata.name%3D{config.Rec}";

    /// <summary>Watches until cancelled. An API server that was away is listed anew when it is back.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            using var round = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var watches = Task.WhenAll(recs.RunAsync(round.Token), pods.RunAsync(round.Token), endpoints.RunAsync(round.Token), routes.RunAsync(round.Token));
            await ProbeUntilLostAsync(ct);
            await round.CancelAsync();
            await watches;
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Returns when the server answers again after it did not.</summary>
    private async Task ProbeUntilLostAsync(CancellationToken ct)
    {
        var lost = false;
        while (!ct.IsCancellationRequested)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(ProbeLimit);
            string? error = null;
            KubernetesTable? probed = null;
            try
            {
                probed = await api.ListAsync(RecQuery, limit.Token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or ApiAnswerException or JsonException or OperationCanceledException)
            {
                error = e is OperationCanceledException ? $"the API server did not answer within {ProbeLimit.TotalSeconds:0} s" : e.Message;
            }
            if (ct.IsCancellationRequested)
            {
                return;
            }
            Observe(error, probed);
            if (error is null && lost)
            {
                return;
            }
            lost |= error is not null;
            await Task.Delay(lost ? RetryEvery : ProbeEvery, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Observe(string? error, KubernetesTable? probed)
    {
        if (error != current.Error)
        {
            Log.Link(logger, config.Name, error ?? "answers");
        }
        Update(before => error is null
            ? before with { Connected = true, Error = null, ObservedAt = time.GetUtcNow(), RecTable = Aged(before, probed) }
            : before with { Connected = false, Error = error });
    }

    /// <summary>The probe's table is taken for its ages only: what changed is the watch's to tell.</summary>
    private TableSnapshot Aged(ClusterSnapshot before, KubernetesTable? probed) =>
        probed is not null && probed.Fingerprint == recs.Current.Fingerprint ? SnapshotBuilder.Table(probed) : before.RecTable;

    private void Refresh() => Update(before => SnapshotBuilder.Build(before, config, recs.Current, pods.Current, endpoints.Current, routes.Current) with
    {
        Connected = true, Error = null, ObservedAt = time.GetUtcNow(),
    });

    private void Update(Func<ClusterSnapshot, ClusterSnapshot> change)
    {
        ClusterSnapshot next;
        lock (gate)
        {
            current = next = change(current);
            var print = $"{next.Connected}|{next.Error}|{recs.Current.Fingerprint}|{pods.Current.Fingerprint}|{endpoints.Current.Fingerprint}|{routes.Current.Fingerprint}";
            if (print == fingerprint)
            {
                return;
            }
            fingerprint = print;
        }
        Changed?.Invoke(next);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Cluster}: {What}")]
        public static partial void Link(ILogger logger, string cluster, string what);
    }
}
