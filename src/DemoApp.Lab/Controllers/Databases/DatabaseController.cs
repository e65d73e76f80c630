using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Databases;

/// <summary>
/// What the services rigger does: keeps the endpoint of testdb where <see cref="DatabaseMachine"/> says, and the label by which
/// the services find its pod.
/// </summary>
internal sealed class DatabaseController(ClusterContext cluster, Informers informers, IDatabaseHost host) : IDisposable
{
    private const string Component = "services-rigger";
    private readonly ReconcileLoop loop = new("database", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly SemaphoreSlim stepping = new(1, 1);
    private volatile DatabaseState state = DatabaseState.First;

    public DatabaseState State => state;

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Recs, informers.Pods], ReconcileAsync, cancellationToken);

    /// <summary>Recovers the database as rladmin does: from disk, then what the peers did meanwhile.</summary>
    /// <returns>Null when there is nothing to recover: the database is not in recovery, or its node is not there yet.</returns>
    public async Task<RecoveryResult?> RecoverAsync(RecoverySource source, IProgress<string> progress, CancellationToken cancellationToken)
    {
        await StepAsync(new DatabaseInput.RecoveryStarted(), cancellationToken);
        if (state.Phase is not DatabasePhase.Recovering)
        {
            return null;
        }

        var result = new RecoveryResult(false, 0, "the recovery was interrupted");
        try
        {
            result = await host.RecoverAsync(source, progress, cancellationToken);
        }
        finally
        {
            await StepAsync(new DatabaseInput.RecoveryEnded(result.Succeeded), CancellationToken.None);
        }
        loop.Wake();
        return result;
    }

    public void Dispose() => stepping.Dispose();

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        if (informers.Recs.Find(cluster.Rec) is { } rec)
        {
            await StepAsync(new DatabaseInput.Observed(rec.Status?.State, rec.Spec.Nodes ?? 3, Ready()), cancellationToken);
        }

        await LabelAsync(cancellationToken);
    }

    private string[] Ready() =>
        [.. informers.Pods.Current.Values.Where(p => p.IsNodeOf(cluster.Rec) && p.IsReady()).Select(p => p.Metadata.Name).Order(StringComparer.Ordinal)];

    /// <summary>The state moves once its effects are done: a failed one leaves it, and the loop tries again.</summary>
    private async Task StepAsync(DatabaseInput input, CancellationToken cancellationToken)
    {
        await stepping.WaitAsync(cancellationToken);
        try
        {
            var (next, effects) = DatabaseMachine.Step(state, input);
            foreach (var effect in effects)
            {
                await DoAsync(effect, cancellationToken);
            }

            state = next;
        }
        finally
        {
            stepping.Release();
        }
    }

    private Task DoAsync(DatabaseEffect effect, CancellationToken cancellationToken) => effect switch
    {
        DatabaseEffect.Serve serve => host.ServeAsync(serve.Pod, cancellationToken),
        DatabaseEffect.Silence silence => host.SilenceAsync(silence.Pod, cancellationToken),
        DatabaseEffect.Close => host.CloseAsync(cancellationToken),
        DatabaseEffect.Tell tell when informers.Recs.Find(cluster.Rec) is { } rec => tell.Warning
            ? cluster.Events.WarnAsync(rec, Component, tell.Reason, tell.Message, cancellationToken)
            : cluster.Events.TellAsync(rec, Component, tell.Reason, tell.Message, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task LabelAsync(CancellationToken cancellationToken)
    {
        var endpoint = state.Host;
        foreach (var pod in informers.Pods.Current.Values.Where(p => p.IsNodeOf(cluster.Rec) && p.Metadata.DeletionTimestamp is null))
        {
            var has = pod.Metadata.Labels.ContainsKey(LabNames.EndpointLabel);
            if (has == (pod.Metadata.Name == endpoint))
            {
                continue;
            }

            var labels = new System.Text.Json.Nodes.JsonObject { [LabNames.EndpointLabel] = has ? null : LabNames.EndpointLabelValue };
            var patch = new System.Text.Json.Nodes.JsonObject { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["labels"] = labels } };
            await cluster.Client.CoreV1.PatchNamespacedPodAsync(
                Patches.Merge(patch), pod.Metadata.Name, cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.NotFound);
        }
    }
}
