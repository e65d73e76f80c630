namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Jobs and CronJobs, as <c>kubectl create job</c> and its like send them.</summary>
internal static class BatchMessages
{
    private static readonly Fields JobSpec = new Fields()
        .Number(1, "parallelism", keepsZero: true).Number(2, "completions", keepsZero: true).Number(3, "activeDeadlineSeconds", keepsZero: true)
        .One(4, "selector", MetaMessages.LabelSelector).Flag(5, "manualSelector", keepsZero: true).One(6, "template", WorkloadMessages.PodTemplate)
        .Number(7, "backoffLimit", keepsZero: true).Number(8, "ttlSecondsAfterFinished", keepsZero: true).Text(9, "completionMode")
        .Flag(10, "suspend", keepsZero: true).Text(14, "podReplacementPolicy").Text(15, "managedBy");

    public static readonly Fields Job = MetaMessages.Object().Skip(3).One(2, "spec", JobSpec);

    public static readonly Fields CronJob = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .Text(1, "schedule").Number(2, "startingDeadlineSeconds", keepsZero: true).Text(3, "concurrencyPolicy").Flag(4, "suspend", keepsZero: true)
        .One(5, "jobTemplate", MetaMessages.Object().One(2, "spec", JobSpec)).Number(6, "successfulJobsHistoryLimit", keepsZero: true)
        .Number(7, "failedJobsHistoryLimit", keepsZero: true).Text(8, "timeZone"));
}
