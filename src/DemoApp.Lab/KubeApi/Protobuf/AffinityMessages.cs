namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Where pods would like to be.</summary>
internal static class AffinityMessages
{
    private static readonly Fields Requirement = new Fields().Text(1, "key").Text(2, "operator").Texts(3, "values");

    private static readonly Fields NodeTerm = new Fields().Many(1, "matchExpressions", Requirement).Many(2, "matchFields", Requirement);

    private static readonly Fields PodTerm = new Fields()
        .One(1, "labelSelector", MetaMessages.LabelSelector).Texts(2, "namespaces").Text(3, "topologyKey")
        .One(4, "namespaceSelector", MetaMessages.LabelSelector).Texts(5, "matchLabelKeys").Texts(6, "mismatchLabelKeys");

    private static readonly Fields Node = new Fields()
        .One(1, "requiredDuringSchedulingIgnoredDuringExecution", new Fields().Many(1, "nodeSelectorTerms", NodeTerm))
        .Many(2, "preferredDuringSchedulingIgnoredDuringExecution", new Fields().Number(1, "weight").One(2, "preference", NodeTerm));

    private static readonly Fields Pods = new Fields()
        .Many(1, "requiredDuringSchedulingIgnoredDuringExecution", PodTerm)
        .Many(2, "preferredDuringSchedulingIgnoredDuringExecution", new Fields().Number(1, "weight").One(2, "podAffinityTerm", PodTerm));

    public static readonly Fields Affinity = new Fields().One(1, "nodeAffinity", Node).One(2, "podAffinity", Pods)
        .One(3, "podAntiAffinity", Pods);
}
