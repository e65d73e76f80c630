using System.Collections.Immutable;
using DemoApp.Clusters;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Operations;

/// <summary>Plans, starts and stops operations of every kind. What a step does is the kind's, how it went is told by the log.</summary>
internal sealed partial class OperationEngine(
    OperationLog log, OperationWorlds worlds, ClusterWatchers clusters, TimeProvider time, ILogger<OperationEngine> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly Dictionary<string, CancellationTokenSource> running = new(StringComparer.Ordinal);
    private readonly IdempotencyKeys keys = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>What a request would do.</summary>
    /// <exception cref="OperationRefusedException">The request cannot even be planned.</exception>
    public OperationPlan Plan(OperationRequest request)
    {
        var kind = OperationKinds.Of(request);
        return OperationPlan.Of(kind.Name, Guarded(kind, request));
    }

    /// <summary>Starts an operation; its first step is done after this returns.</summary>
    /// <param name="key">The caller's Idempotency-Key: sent again, the operation it began is the answer. Null: none was sent.</param>
    /// <exception cref="OperationRefusedException">It may not be done; nothing was.</exception>
    public OperationView Start(OperationRequest request, string by, string? key = null)
    {
        var kind = OperationKinds.Of(request);
        OperationView view;
        OperationDraft draft;
        // Two presses at once: the second sees the first one running.
        lock (gate)
        {
            if (key is not null && keys.Find(key, request) is { } begun && log.Current.FirstOrDefault(o => o.Id == begun) is { } known)
            {
                return known;
            }
            draft = Guarded(kind, request);
            if (draft.Refusal is { } refusal)
            {
                throw new OperationRefusedException(refusal);
            }
            if (kind.Subject == OperationSubject.Everything)
            {
                foreach (var other in log.Current.Where(o => o.Status == "running" && o.Kind != kind.Name))
                {
                    Cancel(other.Id);
                }
            }
            view = new(
                Guid.NewGuid().ToString("N")[..12], kind.Name, "running", draft.Clusters, time.GetUtcNow(), null, by,
                [.. draft.Steps.Select(step => step.Pending)], string.Join('\n', draft.Kubectl));
            log.Put(view);
            if (key is not null)
            {
                keys.Add(key, request, view.Id);
            }
        }
        _ = RunAsync(view.Id, draft.Steps);
        return view;
    }

    /// <summary>Does no further step. What a cluster has begun goes on: a recovery cannot be called back.</summary>
    /// <returns>Null when there is no such operation.</returns>
    public OperationView? Cancel(string id)
    {
        lock (gate)
        {
            var view = Finish(id, "cancelled", "no longer followed; what the cluster has begun goes on");
            _ = running.GetValueOrDefault(id)?.CancelAsync();
            return view;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => stopping.CancelAsync();

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(string id, ImmutableArray<OperationStep> steps)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping.Token);
        lock (gate)
        {
            running[id] = either;
        }
        try
        {
            await Task.Yield();
            var run = new OperationRun(steps, worlds, clusters.Commands, (index, status, detail) => Tell(id, index, status, detail));
            var failures = await run.RunAsync(either.Token);
            foreach (var failure in failures)
            {
                Log.Failed(logger, id, failure);
            }
            Finish(id, failures.IsEmpty ? "succeeded" : "failed", "not done: a step before it failed");
        }
        catch (OperationCanceledException)
        {
            Finish(id, "failed", deadline.IsCancellationRequested ? $"not seen within {Deadline.TotalMinutes:0} minutes" : "the application stopped");
        }
        finally
        {
            lock (gate)
            {
                running.Remove(id);
            }
        }
    }

    private OperationDraft Guarded(IOperationKind kind, OperationRequest request)
    {
        var draft = kind.Draft(request, worlds.Current);
        var busy = log.Current.FirstOrDefault(o => IsInTheWay(o, kind, draft));
        return busy is null ? draft : draft with
        {
            Refusal = OperationRefusal.Conflict(
                "Already running",
                $"{busy.Kind} of {string.Join(" and ", busy.Clusters)} is running already as operation {busy.Id}. Follow it, or cancel it first.", busy.Id),
            Confirm = null,
        };
    }

    private static bool IsInTheWay(OperationView other, IOperationKind kind, OperationDraft draft) =>
        other.Status == "running" && other.Clusters.Intersect(draft.Clusters).Any()
        && OperationKinds.SubjectOf(other.Kind) is var subject && (subject == kind.Subject || subject == OperationSubject.Everything);

    private void Tell(string id, int index, string status, string? detail) => Change(id, view => view with
    {
        Steps = view.Steps.SetItem(index, view.Steps[index] with { Status = status, Detail = detail ?? view.Steps[index].Detail }),
    });

    /// <summary>Ends an operation; what of its steps was not over is told with the reason.</summary>
    private OperationView? Finish(string id, string status, string why) => Change(id, view => view with
    {
        Status = status,
        FinishedAt = time.GetUtcNow(),
        Steps = [.. view.Steps.Select(step => Ended(step, status, why))],
    });

    private static OperationStepView Ended(OperationStepView step, string status, string why) => step.Status switch
    {
        "running" => step with { Status = status == "failed" ? "failed" : "skipped", Detail = why },
        "pending" => step with { Status = "skipped", Detail = why },
        _ => step,
    };

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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Operation {Id} failed: {Why}")]
        public static partial void Failed(ILogger logger, string id, string why);
    }
}
