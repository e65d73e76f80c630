using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Errands;

/// <summary>What a Job does next. Pure.</summary>
/// <param name="Create">How many pods are missing.</param>
/// <param name="Delete">Pods that have no work any more.</param>
/// <param name="Outcome">Null while it goes on.</param>
internal sealed record JobPlan(int Create, IReadOnlyList<V1Pod> Delete, JobOutcome? Outcome)
{
    private const int DefaultBackoffLimit = 6;

    public bool IsIdle => Create == 0 && Delete.Count == 0;

    public static JobPlan For(V1Job job, IEnumerable<V1Pod> owned, DateTimeOffset now)
    {
        var pods = owned.ToArray();
        var active = pods.Where(p => p.IsActive()).ToArray();
        if (job.Metadata.DeletionTimestamp is not null)
        {
            return new(0, [], null);
        }

        var outcome = JobOutcome.Of(job) ?? Judge(job, pods, now);
        if (outcome is not null || job.Spec.Suspend == true)
        {
            return new(0, active, outcome);
        }

        var wanted = Math.Min(job.Spec.Parallelism ?? 1, Completions(job) is { } all ? all - Succeeded(pods) : int.MaxValue);
        return new(Math.Max(0, wanted - active.Length), [.. active.Skip(wanted)], null);
    }

    public static int Succeeded(IEnumerable<V1Pod> pods) => pods.Count(p => p.Status?.Phase is "Succeeded");

    /// <summary>Pods that failed, and runs of containers that their pods start again.</summary>
    public static int Failures(IReadOnlyCollection<V1Pod> pods) =>
        pods.Count(p => p.Status?.Phase is "Failed") + pods.Where(p => p.IsActive()).Sum(p => p.Restarts());

    /// <summary>When a Job that may only take so long must be over.</summary>
    public static DateTimeOffset? Deadline(V1Job job) => job is { Spec.ActiveDeadlineSeconds: { } most, Status.StartTime: { } start }
        ? new DateTimeOffset(start, TimeSpan.Zero).AddSeconds(most)
        : null;

    private static JobOutcome? Judge(V1Job job, V1Pod[] pods, DateTimeOffset now) =>
        Completions(job) is { } all ? Judge(job, pods, Succeeded(pods) >= all, now)
        // As many as come: one that succeeded says the work is done, the others end theirs.
        : Judge(job, pods, Succeeded(pods) > 0 && !pods.Any(p => p.IsActive()), now);

    private static JobOutcome? Judge(V1Job job, V1Pod[] pods, bool done, DateTimeOffset now) =>
        done ? JobOutcome.Complete
        : Deadline(job) is { } deadline && deadline <= now ? JobOutcome.TooLate
        : Failures(pods) > (job.Spec.BackoffLimit ?? DefaultBackoffLimit) ? JobOutcome.TooOften
        : null;

    /// <summary>Null: as many as come.</summary>
    private static int? Completions(V1Job job) => job.Spec.Completions ?? (job.Spec.Parallelism is null or 1 ? 1 : null);
}
