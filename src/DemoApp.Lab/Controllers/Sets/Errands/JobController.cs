using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Sets.Errands;

/// <summary>Has each Job's pods run until as many as it wants have succeeded, or too many failed.</summary>
internal sealed class JobController(ClusterContext cluster, Informers informers)
{
    private const string Component = "job-controller";
    private readonly ReconcileLoop loop = new("job", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly SetPods pods = new(cluster, informers, Component);

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Jobs, informers.Pods], ReconcileAsync, cancellationToken);

    private Task ReconcileAsync(CancellationToken cancellationToken) =>
        informers.Jobs.Everywhere.Values.EachAsync(job => ReconcileAsync(job, cancellationToken), cancellationToken);

    private async Task ReconcileAsync(V1Job job, CancellationToken cancellationToken)
    {
        // Lists carry no kind for their items, and the pods' owner references need one.
        (job.ApiVersion, job.Kind) = ("batch/v1", "Job");
        var now = cluster.Time.GetUtcNow();
        if (!JobPlan.For(job, pods.Cached(job.Metadata), now).IsIdle)
        {
            await FollowAsync(job, JobPlan.For(job, await pods.LiveAsync(job.Metadata, cancellationToken), now), cancellationToken);
        }

        await ReportAsync(job, now, cancellationToken);
        await ForgetAsync(job, now, cancellationToken);
    }

    private async Task FollowAsync(V1Job job, JobPlan plan, CancellationToken cancellationToken)
    {
        for (var i = 0; i < plan.Create; i++)
        {
            var pod = PodOf.Template(job, job.Spec.Template);
            pod.Metadata.GenerateName = job.Metadata.Name + "-";
            var labels = new Dictionary<string, string>(pod.Metadata.Labels ?? new Dictionary<string, string>());
            foreach (var (key, value) in JobLabels(job))
            {
                labels.TryAdd(key, value);
            }

            pod.Metadata.Labels = labels;
            await pods.CreateAsync(job, pod, name => $"Created pod: {name}", cancellationToken);
        }

        foreach (var pod in plan.Delete)
        {
            await pods.DeleteAsync(job, pod, name => $"Deleted pod: {name}", cancellationToken);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> JobLabels(V1Job job) =>
    [
        new("batch.kubernetes.io/controller-uid", job.Metadata.Uid), new("batch.kubernetes.io/job-name", job.Metadata.Name),
        new("controller-uid", job.Metadata.Uid), new("job-name", job.Metadata.Name),
    ];

    private async Task ReportAsync(V1Job job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owned = pods.Cached(job.Metadata).ToArray();
        var outcome = JobPlan.For(job, owned, now).Outcome;
        var isNews = outcome is not null && JobOutcome.Of(job) is null;
        var status = JobStatus.Of(job, owned, outcome, cluster.Time.Seconds());
        if (outcome is null && JobPlan.Deadline(job) is { } deadline)
        {
            loop.WakeAfter(deadline - now, cancellationToken);
        }

        if (!Differs.From(job.Status, status))
        {
            return;
        }

        var seen = new V1Job { ApiVersion = job.ApiVersion, Kind = job.Kind, Metadata = job.Metadata, Spec = job.Spec, Status = status };
        var write = cluster.Client.BatchV1.ReplaceNamespacedJobStatusAsync(
            seen, job.Metadata.Name, job.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        await write.UnlessOvertaken();
        if (isNews && write.IsCompletedSuccessfully)
        {
            await (outcome!.Type is "Complete"
                ? cluster.Events.TellAsync(job, Component, "Completed", "Job completed", cancellationToken)
                : cluster.Events.WarnAsync(job, Component, outcome.Reason, outcome.Message, cancellationToken));
        }
    }

    /// <summary>A finished Job goes by itself, where it says when.</summary>
    private Task ForgetAsync(V1Job job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = JobOutcome.Of(job) is null ? null : job.Status.Conditions.Max(c => c.LastTransitionTime);
        if (ended is null || job.Spec.TtlSecondsAfterFinished is not { } seconds || job.Metadata.DeletionTimestamp is not null)
        {
            return Task.CompletedTask;
        }

        var left = new DateTimeOffset(ended.Value, TimeSpan.Zero).AddSeconds(seconds) - now;
        if (left > TimeSpan.Zero)
        {
            loop.WakeAfter(left, cancellationToken);
            return Task.CompletedTask;
        }

        return cluster.Client.BatchV1.DeleteNamespacedJobAsync(
            job.Metadata.Name, job.Metadata.NamespaceProperty, new V1DeleteOptions { PropagationPolicy = "Background" },
                cancellationToken: cancellationToken)
            .UnlessOvertaken();
    }
}
