using System.Net;
using System.Threading.Channels;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Autorest;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>The operator: feeds <see cref="RecMachine"/> with what the informers see, and does what it says.</summary>
internal sealed partial class RecController(ClusterContext cluster, Informers informers)
{
    private const string Component = LabNames.OperatorDeployment;
    private const string LicenceUntil = "2099-01-01T00:00:00Z";
    private const string LicencedShards = "4";

    private readonly ILogger logger = cluster.Loggers.CreateLogger<RecController>();
    private readonly ReconcileLoop loop = new("rec", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly Channel<int> elapsed = Channel.CreateUnbounded<int>();
    private readonly Queue<RecEffect> due = new();
    private RecState? state;
    private string? uid;
    private CancellationToken stopping;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        stopping = cancellationToken;
        return loop.RunAsync([informers.Recs, informers.Pods, informers.StatefulSets], ReconcileAsync, cancellationToken);
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        await DoAsync(cancellationToken);
        while (elapsed.Reader.TryRead(out var timer))
        {
            await StepAsync(new RecInput.Elapsed(timer), cancellationToken);
        }

        // What a step changes may already be enough for the next one.
        while (Observe() is { } seen && await StepAsync(seen, cancellationToken))
        {
        }
    }

    private RecInput.Observed? Observe()
    {
        if (informers.Recs.Find(cluster.Rec) is not { } rec)
        {
            (state, uid) = (null, null);
            due.Clear();
            return null;
        }

        if (state is null || uid != rec.Metadata.Uid)
        {
            (state, uid) = (RecState.From(rec.Status?.State), rec.Metadata.Uid);
            Log.Took(logger, cluster.Rec, state.Phase);
        }

        var pods = informers.Pods.Current.Values.Where(p => p.IsNodeOf(cluster.Rec)).ToArray();
        return new RecInput.Observed(rec.Spec.Nodes ?? 3, rec.Spec.ClusterRecovery ?? false, pods.Length, pods.Count(p => p.IsReady()));
    }

    /// <returns>Whether the phase changed.</returns>
    private async Task<bool> StepAsync(RecInput input, CancellationToken cancellationToken)
    {
        if (state is not { } before)
        {
            return false;
        }

        (state, var effects) = RecMachine.Step(before, input);
        foreach (var effect in effects)
        {
            due.Enqueue(effect);
        }

        await DoAsync(cancellationToken);
        if (state.Phase != before.Phase && state.Phase is RecPhase.Running)
        {
            cluster.Pace.Settle();
        }

        return state.Phase != before.Phase;
    }

    /// <summary>An effect stays due until it worked; the loop comes back for it.</summary>
    private async Task DoAsync(CancellationToken cancellationToken)
    {
        while (due.TryPeek(out var effect))
        {
            try
            {
                await DoAsync(effect, cancellationToken);
            }
            catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound) && informers.Recs.Find(cluster.Rec) is null)
            {
                // The rec was deleted meanwhile: nothing is due any more.
            }

            due.TryDequeue(out _);
        }
    }

    private async Task DoAsync(RecEffect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case RecEffect.Show show:
                Log.Showed(logger, cluster.Rec, show.State, show.Spec);
                await ShowAsync(show, cancellationToken);
                break;
            case RecEffect.Scale scale:
                await ScaleAsync(scale.Nodes, cancellationToken);
                break;
            case RecEffect.DeletePods:
                await DeletePodsAsync(cancellationToken);
                break;
            case RecEffect.ClearRecovery:
                await cluster.Client.CustomObjects.PatchNamespacedCustomObjectAsync(
                    Patches.Merge(new { spec = new { clusterRecovery = false } }),
                    LabNames.RecGroup, LabNames.RecVersion, cluster.Namespace, LabNames.RecPlural, cluster.Rec, cancellationToken: cancellationToken);
                break;
            case RecEffect.Wait wait:
                _ = ElapseAsync(wait);
                break;
            case RecEffect.Tell tell when informers.Recs.Find(cluster.Rec) is { } rec:
                cluster.OperatorSays($"{(tell.Warning ? "WARN" : "INFO")} {tell.Reason}: {tell.Message}");
                await (tell.Warning
                    ? cluster.Events.WarnAsync(rec, Component, tell.Reason, tell.Message, cancellationToken)
                    : cluster.Events.TellAsync(rec, Component, tell.Reason, tell.Message, cancellationToken));
                break;
        }
    }

    private Task<object> ShowAsync(RecEffect.Show show, CancellationToken cancellationToken)
    {
        var licence = show.Licensed
            ? new { licenseState = "Valid", shardsLimit = LicencedShards, expirationDate = LicenceUntil }
            : null;

        // As text, so that an absent licence is written as null: in a merge patch that is what removes it.
        var body = System.Text.Json.JsonSerializer.Serialize(
            new { status = new { state = show.State, specStatus = show.Spec, licenseStatus = licence } });
        return cluster.Client.CustomObjects.PatchNamespacedCustomObjectStatusAsync(
            Patches.Merge(System.Text.Json.Nodes.JsonNode.Parse(body)!),
            LabNames.RecGroup, LabNames.RecVersion, cluster.Namespace, LabNames.RecPlural, cluster.Rec, cancellationToken: cancellationToken);
    }

    private async Task ScaleAsync(int nodes, CancellationToken cancellationToken)
    {
        var rec = informers.Recs.Find(cluster.Rec);
        if (informers.StatefulSets.Find(cluster.Rec) is null && rec is not null)
        {
            await cluster.Client.AppsV1.CreateNamespacedStatefulSetAsync(
                NodeSet.Of(rec, nodes), cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.Conflict);
        }

        await cluster.Client.AppsV1.PatchNamespacedStatefulSetAsync(
            Patches.Merge(new { spec = new { replicas = nodes } }), cluster.Rec, cluster.Namespace, cancellationToken: cancellationToken);
    }

    private Task DeletePodsAsync(CancellationToken cancellationToken) => Task.WhenAll(
        informers.Pods.Current.Values.Where(p => p.IsNodeOf(cluster.Rec)).Select(p => cluster.Client.CoreV1.DeleteNamespacedPodAsync(
            p.Metadata.Name, cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.NotFound)));

    private async Task ElapseAsync(RecEffect.Wait wait)
    {
        await cluster.Wait(wait.For, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        elapsed.Writer.TryWrite(wait.Timer);
        loop.Wake();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "rec {Rec}: taken over in {Phase}")]
        public static partial void Took(ILogger logger, string rec, RecPhase phase);

        [LoggerMessage(Level = LogLevel.Information, Message = "rec {Rec}: {State}, spec {Spec}")]
        public static partial void Showed(ILogger logger, string rec, string state, string spec);
    }
}
