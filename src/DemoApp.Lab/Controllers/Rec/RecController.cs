using System.Net;
using System.Threading.Channels;
using DemoApp.Lab.Controllers.Watching;
using k8s.Autorest;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>The operator: feeds <see cref="RecMachine"/> with what the informers see, and has <see cref="RecHands"/> do what it
/// says.</summary>
internal sealed partial class RecController(ClusterContext cluster, Informers informers)
{
    private readonly ILogger logger = cluster.Loggers.CreateLogger<RecController>();
    private readonly ReconcileLoop loop = new("rec", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly RecHands hands = new(cluster, informers);
    private readonly Channel<int> elapsed = Channel.CreateUnbounded<int>();
    private readonly Queue<RecEffect> due = new();
    private RecState? state;
    private string? uid;
    private CancellationToken stopping;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        stopping = cancellationToken;
        return loop.RunAsync(
            [informers.Recs, informers.Pods, informers.StatefulSets, informers.Services, informers.Deployments], ReconcileAsync,
                cancellationToken);
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

        if (informers.Recs.Find(cluster.Rec) is { Metadata.DeletionTimestamp: null } rec)
        {
            await hands.KeepPartsAsync(rec, cancellationToken);
        }
    }

    private RecInput.Observed? Observe()
    {
        if (informers.Recs.Find(cluster.Rec) is not { } rec)
        {
            if (uid is not null)
            {
                cluster.OperatorSays($"INFO rec {cluster.Rec} is gone");
            }

            (state, uid) = (null, null);
            due.Clear();
            return null;
        }

        if (state is null || uid != rec.Metadata.Uid)
        {
            due.Clear();
            (state, uid) = (RecMemory.Of(rec.Status), rec.Metadata.Uid);
            Log.Took(logger, cluster.Rec, state.Phase);
            cluster.OperatorSays($"INFO rec {cluster.Rec} taken over in {state.Phase}");
        }

        return new(
            rec.Spec?.Nodes ?? RecSpec.DefaultNodes,
            rec.Spec?.ClusterRecovery ?? false,
            rec.Spec?.PersistentSpec?.Enabled ?? true,
            rec.Metadata.DeletionTimestamp is not null,
            RecNodes.Of(rec, informers).Seen());
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

        if (state is { Phase: RecPhase.Running, Seated: true } or { Phase: RecPhase.Error } or { Recovering: true })
        {
            // Before anything is done: a break during the first start takes its time from its first wait on.
            cluster.Pace.Settle();
        }

        await DoAsync(cancellationToken);
        return state.Phase != before.Phase;
    }

    /// <summary>An effect stays due until it worked; the loop comes back for it.</summary>
    private async Task DoAsync(CancellationToken cancellationToken)
    {
        while (due.TryPeek(out var effect))
        {
            try
            {
                await (effect is RecEffect.Wait wait ? BeginAsync(wait) : hands.DoAsync(effect, cancellationToken));
            }
            catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound) && informers.Recs.Find(cluster.Rec) is null)
            {
                // The rec was deleted meanwhile: nothing is due any more.
            }

            due.TryDequeue(out _);
        }
    }

    private Task BeginAsync(RecEffect.Wait wait)
    {
        _ = ElapseAsync(wait);
        return Task.CompletedTask;
    }

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
    }
}
