namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>What bounds others: quotas, disruption budgets, priorities, autoscalers; and the leaving of pods.</summary>
internal static class PolicyMessages
{
    private static readonly Fields ScopeRequirement = new Fields().Text(1, "scopeName").Text(2, "operator").Texts(3, "values");

    private static readonly Fields ScaleTarget = new Fields().Text(1, "kind").Text(2, "name").Text(3, "apiVersion");

    private static readonly Fields Preconditions = new Fields().Text(1, "uid").Text(2, "resourceVersion");

    private static readonly Fields MetricTarget = new Fields()
        .Text(1, "type").Quantity(2, "value").Quantity(3, "averageValue").Number(4, "averageUtilization", keepsZero: true);

    private static readonly Fields Metric = new Fields().Text(1, "name").One(2, "selector", MetaMessages.LabelSelector);

    private static readonly Fields MetricOfOthers = new Fields().One(1, "metric", Metric).One(2, "target", MetricTarget);

    private static readonly Fields MetricSource = new Fields()
        .Text(1, "type")
        .One(2, "object", new Fields().One(1, "describedObject", ScaleTarget).One(2, "target", MetricTarget).One(3, "metric", Metric))
        .One(3, "pods", MetricOfOthers).One(4, "resource", new Fields().Text(1, "name").One(2, "target", MetricTarget))
        .One(5, "external", MetricOfOthers)
        .One(7, "containerResource", new Fields().Text(1, "name").One(2, "target", MetricTarget).Text(3, "container"));

    private static readonly Fields ScalingRules = new Fields()
        .Text(1, "selectPolicy").Number(3, "stabilizationWindowSeconds", keepsZero: true)
        .Many(2, "policies", new Fields().Text(1, "type").Number(2, "value").Number(3, "periodSeconds"));

    public static readonly Fields DeleteOptions = new Fields()
        .Number(1, "gracePeriodSeconds", keepsZero: true).One(2, "preconditions", Preconditions)
        .Flag(3, "orphanDependents", keepsZero: true)
        .Text(4, "propagationPolicy").Texts(5, "dryRun").Skip(6);

    public static readonly Fields Eviction = MetaMessages.Object().One(2, "deleteOptions", DeleteOptions);

    public static readonly Fields ResourceQuota = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .Map(1, "hard", FieldForm.QuantityMap).Texts(2, "scopes")
        .One(3, "scopeSelector", new Fields().Many(1, "matchExpressions", ScopeRequirement)));

    public static readonly Fields DisruptionBudget = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .IntOrString(1, "minAvailable").One(2, "selector", MetaMessages.LabelSelector).IntOrString(3, "maxUnavailable")
        .Text(4, "unhealthyPodEvictionPolicy"));

    public static readonly Fields PriorityClass = MetaMessages.Object()
        .Number(2, "value", keepsZero: true).Flag(3, "globalDefault").Text(4, "description").Text(5, "preemptionPolicy");

    public static readonly Fields AutoscalerV1 = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .One(1, "scaleTargetRef", ScaleTarget).Number(2, "minReplicas", keepsZero: true).Number(3, "maxReplicas")
        .Number(4, "targetCPUUtilizationPercentage", keepsZero: true));

    public static readonly Fields AutoscalerV2 = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .One(1, "scaleTargetRef", ScaleTarget).Number(2, "minReplicas", keepsZero: true).Number(3, "maxReplicas")
        .Many(4, "metrics", MetricSource)
        .One(5, "behavior", new Fields().One(1, "scaleUp", ScalingRules).One(2, "scaleDown", ScalingRules)));
}
