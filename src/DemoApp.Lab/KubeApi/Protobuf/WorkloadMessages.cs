namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Deployments with what <c>kubectl create deployment</c> and its like say of their pods.</summary>
internal static class WorkloadMessages
{
    private static readonly Fields ContainerPort = new Fields()
        .Text(1, "name").Number(2, "hostPort").Number(3, "containerPort").Text(4, "protocol").Text(5, "hostIP");

    private static readonly Fields Resources = new Fields().Map(1, "limits", FieldForm.QuantityMap).Map(2, "requests", FieldForm.QuantityMap);

    private static readonly Fields Container = new Fields()
        .Text(1, "name").Text(2, "image").Texts(3, "command").Texts(4, "args").Text(5, "workingDir").Many(6, "ports", ContainerPort)
        .Many(7, "env", new Fields().Text(1, "name").Text(2, "value")).One(8, "resources", Resources)
        .Text(13, "terminationMessagePath").Text(14, "imagePullPolicy").Flag(16, "stdin").Flag(17, "stdinOnce").Flag(18, "tty")
        .Text(20, "terminationMessagePolicy");

    private static readonly Fields PodSpec = new Fields()
        .Many(2, "containers", Container).Text(3, "restartPolicy").Number(4, "terminationGracePeriodSeconds", keepsZero: true)
        .Number(5, "activeDeadlineSeconds").Text(6, "dnsPolicy").Map(7, "nodeSelector").Text(8, "serviceAccountName").Text(9, "serviceAccount")
        .Text(10, "nodeName").Flag(11, "hostNetwork").Flag(12, "hostPID").Flag(13, "hostIPC")
        .Many(15, "imagePullSecrets", new Fields().Text(1, "name")).Text(16, "hostname").Text(17, "subdomain").Text(19, "schedulerName")
        .Many(20, "initContainers", Container).Flag(21, "automountServiceAccountToken", keepsZero: true);

    public static readonly Fields PodTemplate = MetaMessages.Object().One(2, "spec", PodSpec);

    private static readonly Fields Strategy = new Fields()
        .Text(1, "type").One(2, "rollingUpdate", new Fields().IntOrString(1, "maxUnavailable").IntOrString(2, "maxSurge"));

    public static readonly Fields Deployment = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .Number(1, "replicas", keepsZero: true).One(2, "selector", MetaMessages.LabelSelector).One(3, "template", PodTemplate)
        .One(4, "strategy", Strategy).Number(5, "minReadySeconds").Number(6, "revisionHistoryLimit", keepsZero: true).Flag(7, "paused")
        .Number(9, "progressDeadlineSeconds", keepsZero: true));
}
