using DemoApp.Lab.Controllers.Watching;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>
/// Makes the faults of the NetworkChaos objects. All faults are one level that is programmed whole, so an object that goes, is
/// paused or has run its time takes its fault along, whatever happened before; also over a restart.
/// </summary>
internal sealed class NetworkChaosController(
    ClusterContext cluster, Informers informers, IReadOnlyCollection<string> others, INetworkFaults network)
{
    private readonly ChaosObjects objects = new(cluster, ChaosResource.NetworkPlural, "NetworkChaos");
    private readonly ReconcileLoop loop = new("network chaos", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public async Task RunAsync(CancellationToken cancellationToken) => await Task.WhenAll(
        objects.Informer.RunAsync(cancellationToken),
        loop.RunAsync([objects.Informer, informers.Pods], ReconcileAsync, cancellationToken));

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var all = objects.All.Select(Decide).ToArray();
        network.Program([.. all.SelectMany(d => d.Faults)]);
        foreach (var (chaos, _, status, mistakes, due) in all)
        {
            await WriteAsync(chaos, status, mistakes, cancellationToken);
            if (due is { } wait)
            {
                loop.WakeAfter(wait, cancellationToken);
            }
        }
    }

    private Decision Decide(ChaosResource chaos)
    {
        if (NetworkChaosPlan.Read(chaos, others, out var mistakes) is not { } plan)
        {
            return new(chaos, [], ChaosProgress.Refused(mistakes), mistakes, null);
        }
        var matching = informers.Pods.Current.Values.Where(plan.Selector.Matches).Select(p => p.Metadata.Name).ToArray();
        var pods = plan.Mode.Choose(matching, ChaosProgress.PodsOf(chaos.Status), chaos.Chance);
        var created = new DateTimeOffset(chaos.Metadata.CreationTimestamp ?? cluster.Time.Seconds(), TimeSpan.Zero);
        var left = created + plan.Duration - cluster.Time.GetUtcNow();
        var run = chaos.Metadata.DeletionTimestamp is null && ChaosObjects.IsHeld(chaos) && !chaos.IsPaused && !(left <= TimeSpan.Zero);
        return new(
            chaos, run ? [.. plan.FaultsOf(pods)] : [], ChaosProgress.Next(chaos.Status, cluster.Namespace, pods, run, chaos.IsPaused), [],
            run ? left : null);
    }

    private async Task WriteAsync(ChaosResource chaos, ChaosStatus status, IReadOnlyList<string> mistakes, CancellationToken ct)
    {
        if (chaos.Metadata.DeletionTimestamp is not null)
        {
            await (ChaosObjects.IsHeld(chaos) ? objects.LetGoAsync(chaos, ct) : Task.CompletedTask);
            return;
        }
        if (!ChaosObjects.IsHeld(chaos))
        {
            // The fault begins once its end is sure; the watch brings the object back.
            await objects.HoldAsync(chaos, ct);
            return;
        }
        if (mistakes.Count > 0 && Differs.From(chaos.Status, status))
        {
            await objects.WarnAsync(chaos, "Failed", "Nothing is injected: " + string.Join("; ", mistakes), ct);
        }
        await TellAsync(chaos, status, ct);
        await objects.WriteStatusAsync(chaos, status, ct);
    }

    private async Task TellAsync(ChaosResource chaos, ChaosStatus status, CancellationToken ct)
    {
        foreach (var record in status.Experiment.Records)
        {
            var before = chaos.Status?.Experiment.Records.FirstOrDefault(r => r.Id == record.Id)?.Phase ?? ChaosRecord.NotInjected;
            if (before != record.Phase)
            {
                var (reason, did) = record.Phase == ChaosRecord.Injected ? ("Applied", "apply") : ("Recovered", "recover");
                await objects.TellAsync(chaos, reason, $"Successfully {did} chaos for {record.Id}", ct);
            }
        }
    }

    private sealed record Decision(
        ChaosResource Chaos, IReadOnlyList<NetworkFault> Faults, ChaosStatus Status, IReadOnlyList<string> Mistakes, TimeSpan? Due);
}
