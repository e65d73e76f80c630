namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Deployments and jobs.</summary>
internal static class WorkloadMessages
{
    private static readonly Fields Strategy = new Fields()
        .Text(1, "type").One(2, "rollingUpdate", new Fields().IntOrString(1, "maxUnavailable").IntOrString(2, "maxSurge"));

    private static readonly Fields FailureRule = new Fields()
        .Text(1, "action").One(2, "onExitCodes", new Fields().Text(1, "containerName").Text(2, "operator").Numbers(3, "values"))
        .Many(3, "onPodConditions", new Fields().Text(1, "type").Text(2, "status"));

    private static readonly Fields SuccessRule = new Fields().Text(1, "succeededIndexes").Number(2, "succeededCount", keepsZero: true);

    private static readonly Fields JobSpec = new Fields()
        .Number(1, "parallelism", keepsZero: true).Number(2, "completions", keepsZero: true)
        .Number(3, "activeDeadlineSeconds", keepsZero: true)
        .One(4, "selector", MetaMessages.LabelSelector).Flag(5, "manualSelector", keepsZero: true).One(6, "template", PodMessages.Template)
        .Number(7, "backoffLimit", keepsZero: true).Number(8, "ttlSecondsAfterFinished", keepsZero: true).Text(9, "completionMode")
        .Flag(10, "suspend", keepsZero: true).One(11, "podFailurePolicy", new Fields().Many(1, "rules", FailureRule))
        .Number(12, "backoffLimitPerIndex", keepsZero: true).Number(13, "maxFailedIndexes", keepsZero: true)
        .Text(14, "podReplacementPolicy")
        .Text(15, "managedBy").One(16, "successPolicy", new Fields().Many(1, "rules", SuccessRule));

    private static readonly Fields CronJobSpec = new Fields()
        .Text(1, "schedule").Number(2, "startingDeadlineSeconds", keepsZero: true).Text(3, "concurrencyPolicy")
        .Flag(4, "suspend", keepsZero: true)
        .One(5, "jobTemplate", MetaMessages.Object().One(2, "spec", JobSpec)).Number(6, "successfulJobsHistoryLimit", keepsZero: true)
        .Number(7, "failedJobsHistoryLimit", keepsZero: true).Text(8, "timeZone");

    public static readonly Fields Deployment = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .Number(1, "replicas", keepsZero: true).One(2, "selector", MetaMessages.LabelSelector).One(3, "template", PodMessages.Template)
        .One(4, "strategy", Strategy).Number(5, "minReadySeconds").Number(6, "revisionHistoryLimit", keepsZero: true).Flag(7, "paused")
        .Number(9, "progressDeadlineSeconds", keepsZero: true));

    public static readonly Fields Job = MetaMessages.Object().One(2, "spec", JobSpec).Skip(3);
    public static readonly Fields CronJob = MetaMessages.Object().One(2, "spec", CronJobSpec).Skip(3);
}
