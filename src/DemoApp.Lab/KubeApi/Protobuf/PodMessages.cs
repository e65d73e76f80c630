namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Pods, and the templates of them that workloads hold.</summary>
internal static class PodMessages
{
    private static readonly Fields SecurityContext = new Fields()
        .One(1, "seLinuxOptions", ContainerMessages.SeLinux).Number(2, "runAsUser", keepsZero: true)
        .Flag(3, "runAsNonRoot", keepsZero: true)
        .Numbers(4, "supplementalGroups").Number(5, "fsGroup", keepsZero: true).Number(6, "runAsGroup", keepsZero: true)
        .Many(7, "sysctls", new Fields().Text(1, "name").Text(2, "value")).One(8, "windowsOptions", ContainerMessages.Windows)
        .Text(9, "fsGroupChangePolicy").One(10, "seccompProfile", ContainerMessages.Profile)
        .One(11, "appArmorProfile", ContainerMessages.Profile)
        .Text(12, "supplementalGroupsPolicy").Text(13, "seLinuxChangePolicy");

    private static readonly Fields Toleration = new Fields()
        .Text(1, "key").Text(2, "operator").Text(3, "value").Text(4, "effect").Number(5, "tolerationSeconds", keepsZero: true);

    private static readonly Fields Dns = new Fields().Texts(1, "nameservers").Texts(2, "searches")
        .Many(3, "options", new Fields().Text(1, "name").Text(2, "value"));

    private static readonly Fields Spread = new Fields()
        .Number(1, "maxSkew").Text(2, "topologyKey").Text(3, "whenUnsatisfiable").One(4, "labelSelector", MetaMessages.LabelSelector)
        .Number(5, "minDomains").Text(6, "nodeAffinityPolicy").Text(7, "nodeTaintsPolicy").Texts(8, "matchLabelKeys");

    private static readonly Fields EphemeralContainer = new Fields().Inline(1, ContainerMessages.Container).Text(2, "targetContainerName");

    private static readonly Fields ResourceClaim = new Fields().Text(1, "name").Text(3, "resourceClaimName")
        .Text(4, "resourceClaimTemplateName");

    public static readonly Fields Spec = new Fields()
        .Many(1, "volumes", VolumeMessages.Volume).Many(2, "containers", ContainerMessages.Container).Text(3, "restartPolicy")
        .Number(4, "terminationGracePeriodSeconds", keepsZero: true).Number(5, "activeDeadlineSeconds", keepsZero: true)
        .Text(6, "dnsPolicy")
        .Map(7, "nodeSelector").Text(8, "serviceAccountName").Text(9, "serviceAccount").Text(10, "nodeName").Flag(11, "hostNetwork")
        .Flag(12, "hostPID").Flag(13, "hostIPC").One(14, "securityContext", SecurityContext)
        .Many(15, "imagePullSecrets", MetaMessages.NameOnly).Text(16, "hostname").Text(17, "subdomain")
        .One(18, "affinity", AffinityMessages.Affinity)
        .Text(19, "schedulerName").Many(20, "initContainers", ContainerMessages.Container)
        .Flag(21, "automountServiceAccountToken", keepsZero: true).Many(22, "tolerations", Toleration)
        .Many(23, "hostAliases", new Fields().Text(1, "ip").Texts(2, "hostnames")).Text(24, "priorityClassName")
        .Number(25, "priority", keepsZero: true).One(26, "dnsConfig", Dns).Flag(27, "shareProcessNamespace", keepsZero: true)
        .Many(28, "readinessGates", new Fields().Text(1, "conditionType")).Text(29, "runtimeClassName")
        .Flag(30, "enableServiceLinks", keepsZero: true).Text(31, "preemptionPolicy").Map(32, "overhead", FieldForm.QuantityMap)
        .Many(33, "topologySpreadConstraints", Spread).Many(34, "ephemeralContainers", EphemeralContainer)
        .Flag(35, "setHostnameAsFQDN", keepsZero: true).One(36, "os", MetaMessages.NameOnly).Flag(37, "hostUsers", keepsZero: true)
        .Many(38, "schedulingGates", MetaMessages.NameOnly).Many(39, "resourceClaims", ResourceClaim)
        .One(40, "resources", ContainerMessages.Resources);

    public static readonly Fields Pod = MetaMessages.Object().One(2, "spec", Spec).Skip(3);
    public static readonly Fields Template = MetaMessages.Object().One(2, "spec", Spec);
}
