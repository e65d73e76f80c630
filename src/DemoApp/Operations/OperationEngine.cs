using System.Collections.Immutable;
using DemoApp.Clusters;
using DemoApp.Testdb;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Operations;

/// <summary>Starts operations and follows them by what the watches see.</summary>
internal sealed partial class OperationEngine(
    OperationLog log, ClusterWatchers clusters, TestdbMonitor testdb, TimeProvider time, ILogger<OperationEngine> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();

    /// <summary>What a request would do.</summary>
    /// <exception cref="OperationRefusedException">The request cannot even be planned.</exception>
    public BreakPlan Plan(OperationRequest request)
    {
        var asked = Check(request);
        return BreakPlan.Make(asked, request.Confirm, clusters.Current, testdb.Current, log.Current);
    }

    /// <summary>Starts a break; the patches are sent after this returns.</summary>
    /// <exception cref="OperationRefusedException">It may not be done; nothing was.</exception>
    public OperationView Start(OperationRequest request, string by)
    {
        var asked = Check(request);
        OperationView view;
        // Two presses at once: the second sees the first one running.
        lock (gate)
        {
            if (BreakPlan.Make(asked, request.Confirm, clusters.Current, testdb.Current, log.Current).Refusal is { } refusal)
            {
                throw new OperationRefusedException(refusal);
            }
            view = new(
                Guid.NewGuid().ToString("N")[..12], OperationKinds.Break, "running", asked, time.GetUtcNow(), null, by,
                [.. asked.SelectMany(c => BreakSteps.For(clusters.Find(c)!))], string.Join('\n', asked.Select(c => BreakPlan.Line(clusters.Find(c)!))));
            log.Put(view);
        }
        _ = Task.WhenAll(asked.Select(cluster => PatchAsync(view.Id, cluster)));
        return view;
    }

    /// <summary>Stops following. What the operator of the cluster has begun goes on: a recovery cannot be called back.</summary>
    /// <returns>Null when there is no such operation.</returns>
    public OperationView? Cancel(string id) => Change(id, view => Finish(view, "cancelled", "no longer followed; the recovery itself goes on"));

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        clusters.Changed += Observe;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        clusters.Changed -= Observe;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var late in log.Current.Where(o => o.Status == "running" && time.GetUtcNow() - o.StartedAt > Patience))
            {
                Change(late.Id, view => Finish(view, "failed", $"not seen within {Patience.TotalMinutes:0} minutes"));
            }
        }
    }

    private async Task PatchAsync(string id, string cluster)
    {
        try
        {
            await clusters.PatchRecoveryAsync(cluster, dryRun: false, CancellationToken.None);
            Change(id, view => view with { Steps = BreakSteps.Patched(view.Steps, cluster) });
            Observe(clusters.Find(cluster)!);
        }
        catch (Exception e)
        {
            Log.Failed(logger, id, cluster, e.Message);
            Change(id, view => view with { Status = "failed", FinishedAt = time.GetUtcNow(), Steps = BreakSteps.Failed(view.Steps, cluster, e.Message) });
        }
    }

    private void Observe(ClusterSnapshot cluster)
    {
        foreach (var operation in log.Current.Where(o => o.Status == "running" && o.Clusters.Contains(cluster.Name)))
        {
            Change(operation.Id, view =>
            {
                var next = view with { Steps = BreakSteps.Observed(view.Steps, cluster) };
                return BreakSteps.IsDone(next.Steps) ? next with { Status = "succeeded", FinishedAt = time.GetUtcNow() } : next;
            });
        }
    }

    /// <summary>Changes an operation that runs; one that has ended stays as it ended.</summary>
    private OperationView? Change(string id, Func<OperationView, OperationView> change)
    {
        lock (gate)
        {
            if (log.Current.FirstOrDefault(o => o.Id == id) is not { } view || view.Status != "running")
            {
                return log.Current.FirstOrDefault(o => o.Id == id);
            }
            var next = change(view);
            if (next.Status != view.Status || !next.Steps.SequenceEqual(view.Steps))
            {
                log.Put(next);
            }
            return next;
        }
    }

    private OperationView Finish(OperationView view, string status, string why) => view with
    {
        Status = status,
        FinishedAt = time.GetUtcNow(),
        Steps = [.. view.Steps.Select(s => s.Status is "running" or "pending" ? s with { Status = status == "failed" && s.Status == "running" ? "failed" : "skipped", Detail = why } : s)],
    };

    private ImmutableArray<string> Check(OperationRequest request)
    {
        var refusal = request switch
        {
            { Kind: null or "" } => OperationRefusal.Malformed("kind is missing. Send for example {\"kind\":\"break\",\"clusters\":[\"demo-clustera\"]}."),
            { Kind: not OperationKinds.Break } => OperationKinds.Refuse(request.Kind),
            { Unknown.Count: > 0 } => OperationRefusal.Malformed($"break does not know {string.Join(", ", request.Unknown.Keys)}. It takes clusters and confirm."),
            { Clusters: null or { Count: 0 } } => OperationRefusal.Malformed("clusters is empty. Name at least one cluster."),
            _ when request.Clusters!.Except(clusters.Current.Select(c => c.Name)).FirstOrDefault() is { } unknown =>
                OperationRefusal.NotPossible($"There is no cluster '{unknown}'; there are {string.Join(", ", clusters.Current.Select(c => c.Name))}."),
            _ => null,
        };
        return refusal is null ? [.. request.Clusters!.Distinct()] : throw new OperationRefusedException(refusal);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Operation {Id} on {Cluster} failed: {Why}")]
        public static partial void Failed(ILogger logger, string id, string cluster, string why);
    }
}

/// <summary>The border between the engine and its callers: a refusal with its status code.</summary>
internal sealed class OperationRefusedException(OperationRefusal refusal) : Exception(refusal.Detail)
{
    public OperationRefusal Refusal => refusal;
}
