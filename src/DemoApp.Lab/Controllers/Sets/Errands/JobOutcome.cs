using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Errands;

/// <summary>How a Job came to its end.</summary>
/// <param name="Type">Of the condition that says so.</param>
internal sealed record JobOutcome(string Type, string Reason, string Message)
{
    public static readonly JobOutcome Complete = new("Complete", "CompletionsReached", "Reached expected number of succeeded pods");
    public static readonly JobOutcome TooLate = new("Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
    public static readonly JobOutcome TooOften = new("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");

    /// <summary>What its status says already; null while it goes on.</summary>
    public static JobOutcome? Of(V1Job job) =>
        job.Status?.Conditions?.FirstOrDefault(c => c is { Type: "Complete" or "Failed", Status: "True" }) is { } condition
            ? new(condition.Type, condition.Reason, condition.Message)
            : null;
}
