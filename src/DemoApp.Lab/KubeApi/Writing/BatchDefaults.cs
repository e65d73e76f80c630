using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>What a server fills into jobs and cron jobs.</summary>
internal static class BatchDefaults
{
    public static void Job(JsonObject job, JsonObject spec)
    {
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1;
        }
        spec.PutDefault("parallelism", 1);
        spec.PutDefault("backoffLimit", 6);
        spec.PutDefault("completionMode", "NonIndexed");
        spec.PutDefault("suspend", false);
        spec.PutDefault("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        Select(job, spec);
        Template(spec);
    }

    public static void CronJob(JsonObject spec)
    {
        spec.PutDefault("concurrencyPolicy", "Allow");
        spec.PutDefault("suspend", false);
        spec.PutDefault("successfulJobsHistoryLimit", 3);
        spec.PutDefault("failedJobsHistoryLimit", 1);
        if (spec["jobTemplate"] is JsonObject template)
        {
            template.PutDefault("metadata", new JsonObject { ["creationTimestamp"] = null });
            if (template["spec"] is JsonObject job)
            {
                Template(job);
            }
        }
    }

    /// <summary>A job finds its pods by its own uid, under the names of today and those of before.</summary>
    private static void Select(JsonObject job, JsonObject spec)
    {
        if (spec["manualSelector"] is not null || spec["selector"] is not null || spec["template"] is not JsonObject template)
        {
            return;
        }
        const string Prefix = "batch.kubernetes.io/";
        var (uid, name) = (job.Uid(), job.Name());
        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [Prefix + "controller-uid"] = uid } };
        var labels = template.Metadata()["labels"] as JsonObject ?? [];
        foreach (var prefix in (string[])[Prefix, ""])
        {
            labels[prefix + "controller-uid"] = uid;
            labels[prefix + "job-name"] = name;
        }
        template.Metadata()["labels"] = labels.DeepClone();
    }

    private static void Template(JsonObject spec)
    {
        if (spec["template"] is JsonObject template)
        {
            template.PutDefault("metadata", new JsonObject { ["creationTimestamp"] = null });
            PodDefaults.ApplyToTemplate(template["spec"] as JsonObject ?? []);
        }
    }
}
