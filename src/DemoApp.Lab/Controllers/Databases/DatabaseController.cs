using System.Net;
using System.Text.Json.Nodes;
using DemoApp.Lab.Controllers.Rec;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Databases;

/// <summary>
/// What the services rigger does: keeps the endpoint of testdb where <see cref="DatabaseMachine"/> says, the label by which
/// the services find its pod, and the services themselves.
/// </summary>
internal sealed class DatabaseController(ClusterContext cluster, Informers informers, IDatabaseHost host) : IDisposable
{
    private readonly ReconcileLoop loop = new("database", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly SemaphoreSlim stepping = new(1, 1);
    private readonly DatabaseMemory memory = new(cluster);
    private readonly DatabaseServices services = new(cluster, informers);
    private readonly DatabaseHands hands = new(cluster, informers, host);
    private volatile DatabaseState state = DatabaseState.First;
    private DatabaseState remembered = DatabaseState.First;
    private readonly TaskCompletionSource takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? uid;

    public DatabaseState State => state;

    /// <summary>The database goes on as it was before the lab started, or it is known why not.</summary>
    public Task TakenOver => takenOver.Task;

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Recs, informers.Pods, informers.StatefulSets, informers.Services], ReconcileAsync, cancellationToken);

    /// <summary>Recovers the database as rladmin does: from disk, then what the peers did meanwhile.</summary>
    /// <returns>Null when there is nothing to recover: the database is not in recovery, or its node is not there yet.</returns>
    public async Task<RecoveryResult?> RecoverAsync(
        RecoverySource source, IProgress<RecoveryStep> progress, CancellationToken cancellationToken)
    {
        await StepAsync(new DatabaseInput.RecoveryStarted(), cancellationToken);
        if (state is not { Phase: DatabasePhase.Recovering, Host: { } on })
        {
            return null;
        }

        hands.Say(on, $"recovery of {LabNames.Database} (db:{LabNames.DatabaseUid}) begins");
        var result = new RecoveryResult(false, 0, "the recovery was interrupted");
        try
        {
            result = await host.RecoverAsync(source, progress, cancellationToken);
        }
        finally
        {
            hands.Say(on, $"recovery of {LabNames.Database} {(result.Succeeded ? "ended" : "failed")}: {result.Detail}");
            result = await EndAsync(result);
        }

        if (result is { Succeeded: true, Lost: { } lost })
        {
            await hands.WarnAsync("DatabaseFilesMissing", $"testdb was recovered without what was in: {lost}", cancellationToken);
        }

        loop.Wake();
        return result;
    }

    /// <summary>Tells that a recovery was asked for that cannot be.</summary>
    public Task RefuseAsync(string why, CancellationToken cancellationToken) => hands.WarnAsync("RecoveryRefused", why, cancellationToken);

    public void Dispose() => stepping.Dispose();

    /// <summary>A recovery that cannot be shown to the world is none: the database waits for the next one.</summary>
    private async Task<RecoveryResult> EndAsync(RecoveryResult result)
    {
        try
        {
            await StepAsync(new DatabaseInput.RecoveryEnded(result.Succeeded), CancellationToken.None);
            return result;
        }
        catch (Exception e) when (
            result.Succeeded && e is InvalidOperationException or HttpRequestException or k8s.Autorest.HttpOperationException)
        {
            await StepAsync(new DatabaseInput.RecoveryEnded(false), CancellationToken.None);
            return new(false, result.Keys, e.Message);
        }
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        if (informers.Recs.Find(cluster.Rec) is not { Metadata.DeletionTimestamp: null } rec)
        {
            await StepAsync(new DatabaseInput.ClusterGone(), cancellationToken);
            (uid, remembered) = (null, DatabaseState.First);
            takenOver.TrySetResult();
            return;
        }

        var nodes = RecNodes.Of(rec, informers);
        await TakeOverAsync(rec, cancellationToken);
        var up = nodes.Up(rec.Members).Select(p => p.Metadata.Name).ToArray();
        await StepAsync(new DatabaseInput.Observed(rec.Status?.State, rec.Members, up), cancellationToken);
        if (state.Phase is not DatabasePhase.Pending)
        {
            await services.KeepAsync(rec, cancellationToken);
        }

        await LabelAsync(nodes, cancellationToken);
        takenOver.TrySetResult();
    }

    /// <summary>A rec not seen before: what was remembered of its database, or a new one.</summary>
    private async Task TakeOverAsync(RecResource rec, CancellationToken cancellationToken)
    {
        if (uid == rec.Metadata.Uid)
        {
            return;
        }

        if (uid is not null)
        {
            await StepAsync(new DatabaseInput.ClusterGone(), cancellationToken);
        }

        remembered = await memory.ReadAsync(rec.Metadata.Uid, cancellationToken);
        state = remembered.Resumed;
        uid = rec.Metadata.Uid;
    }

    /// <summary>The state moves once its effects are done: a failed one leaves it, and the loop tries again.</summary>
    private async Task StepAsync(DatabaseInput input, CancellationToken cancellationToken)
    {
        await stepping.WaitAsync(cancellationToken);
        try
        {
            var (next, effects) = DatabaseMachine.Step(state, input);
            foreach (var effect in effects)
            {
                await hands.DoAsync(effect, cancellationToken);
            }

            state = next;
            await RememberAsync(cancellationToken);
        }
        finally
        {
            stepping.Release();
        }
    }

    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        if (state != remembered && uid is not null && informers.Recs.Find(cluster.Rec) is { } rec && rec.Metadata.Uid == uid)
        {
            await memory.WriteAsync(rec, state, cancellationToken);
            remembered = state;
        }
    }

    private async Task LabelAsync(RecNodes nodes, CancellationToken cancellationToken)
    {
        var endpoint = state.Host;
        foreach (var pod in nodes.Pods.Where(p => p.Metadata.DeletionTimestamp is null))
        {
            var has = pod.Metadata.Labels.ContainsKey(LabNames.EndpointLabel);
            if (has == (pod.Metadata.Name == endpoint))
            {
                continue;
            }

            var labels = new JsonObject { [LabNames.EndpointLabel] = has ? null : LabNames.EndpointLabelValue };
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } };
            await cluster.Client.CoreV1.PatchNamespacedPodAsync(
                Patches.Merge(patch), pod.Metadata.Name, cluster.Namespace, cancellationToken: cancellationToken)
                    .Unless(HttpStatusCode.NotFound);
        }
    }
}
