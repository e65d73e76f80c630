using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Errands;

/// <summary>The status of a Job. Pure.</summary>
internal static class JobStatus
{
    public static V1JobStatus Of(V1Job job, IReadOnlyCollection<V1Pod> pods, JobOutcome? outcome, DateTime now)
    {
        var active = pods.Count(p => p.IsActive());
        var (succeeded, failed) = (JobPlan.Succeeded(pods), pods.Count(p => p.Status?.Phase is "Failed"));
        return new()
        {
            StartTime = job.Status?.StartTime ?? now,
            CompletionTime = outcome?.Type is "Complete" ? job.Status?.CompletionTime ?? now : null,
            Active = active > 0 ? active : null,
            Succeeded = succeeded > 0 ? succeeded : null,
            Failed = failed > 0 ? failed : null,
            Ready = pods.Count(p => p.IsReady()),
            Terminating = pods.Count(p => p.IsTerminating()),
            UncountedTerminatedPods = new V1UncountedTerminatedPods(),
            Conditions = outcome is null ? null : Conditions(job, outcome, now),
        };
    }

    /// <summary>What will be is said first, then what is.</summary>
    private static V1JobCondition[] Conditions(V1Job job, JobOutcome outcome, DateTime now)
    {
        return [Condition(outcome.Type is "Complete" ? "SuccessCriteriaMet" : "FailureTarget"), Condition(outcome.Type)];

        V1JobCondition Condition(string type) => job.Status?.Conditions?.FirstOrDefault(c => c.Type == type) ?? new V1JobCondition
        {
            Type = type, Status = "True", LastProbeTime = now, LastTransitionTime = now, Reason = outcome.Reason, Message = outcome.Message,
        };
    }
}
