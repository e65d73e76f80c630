using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>What a server fills into a Job: its numbers, and the selector and labels by which it knows its pods.</summary>
internal static class JobDefaults
{
    private const string Uid = "batch.kubernetes.io/controller-uid";

    /// <param name="job">One that has its uid.</param>
    /// <param name="isNew">Labels and selector are the server's only when the job is made.</param>
    public static void Apply(JsonObject job, bool isNew)
    {
        if (job["spec"] is not JsonObject spec || spec["template"] is not JsonObject template || template["spec"] is not JsonObject pod)
        {
            return;
        }
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec.PutDefault("completions", 1);
        }
        spec.PutDefault("parallelism", 1);
        spec.PutDefault("backoffLimit", 6);
        spec.PutDefault("completionMode", "NonIndexed");
        spec.PutDefault("suspend", false);
        spec.PutDefault("manualSelector", false);
        spec.PutDefault("podReplacementPolicy", "TerminatingOrFailed");
        PodDefaults.ApplyToTemplate(pod);
        if (isNew && spec["manualSelector"]?.GetValue<bool>() is not true)
        {
            Mark(job, spec, template);
        }
    }

    private static void Mark(JsonObject job, JsonObject spec, JsonObject template)
    {
        template.PutDefault("metadata", new JsonObject { ["creationTimestamp"] = null });
        template["metadata"]!.AsObject().PutDefault("labels", new JsonObject());
        var labels = template["metadata"]!["labels"]!.AsObject();
        foreach (var (key, value) in ((string, string?)[])
            [(Uid, job.Uid()), ("batch.kubernetes.io/job-name", job.Name()), ("controller-uid", job.Uid()), ("job-name", job.Name())])
        {
            labels.PutDefault(key, value);
        }
        spec.PutDefault("selector", new JsonObject { ["matchLabels"] = new JsonObject { [Uid] = job.Uid() } });
    }
}
