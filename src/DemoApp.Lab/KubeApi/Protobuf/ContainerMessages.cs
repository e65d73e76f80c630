namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Containers of pods.</summary>
internal static class ContainerMessages
{
    public static readonly Fields SeLinux = new Fields().Text(1, "user").Text(2, "role").Text(3, "type").Text(4, "level");

    public static readonly Fields Windows = new Fields()
        .Text(1, "gmsaCredentialSpecName").Text(2, "gmsaCredentialSpec").Text(3, "runAsUserName").Flag(4, "hostProcess", keepsZero: true);

    /// <summary>Of seccomp and of AppArmor alike.</summary>
    public static readonly Fields Profile = new Fields().Text(1, "type").Text(2, "localhostProfile");

    public static readonly Fields Resources = new Fields()
        .Map(1, "limits", FieldForm.QuantityMap).Map(2, "requests", FieldForm.QuantityMap)
        .Many(3, "claims", new Fields().Text(1, "name").Text(2, "request"));

    public static readonly Fields FieldSelector = new Fields().Text(1, "apiVersion").Text(2, "fieldPath");

    public static readonly Fields ResourceSelector = new Fields().Text(1, "containerName").Text(2, "resource").Quantity(3, "divisor");

    private static readonly Fields Port = new Fields()
        .Text(1, "name").Number(2, "hostPort").Number(3, "containerPort").Text(4, "protocol").Text(5, "hostIP");

    private static readonly Fields KeySelector = new Fields().Inline(1, MetaMessages.NameOnly).Text(2, "key")
        .Flag(3, "optional", keepsZero: true);

    private static readonly Fields WholeSource = new Fields().Inline(1, MetaMessages.NameOnly).Flag(2, "optional", keepsZero: true);

    private static readonly Fields EnvFrom = new Fields().Text(1, "prefix").One(2, "configMapRef", WholeSource)
        .One(3, "secretRef", WholeSource);

    private static readonly Fields Env = new Fields().Text(1, "name").Text(2, "value").One(3, "valueFrom", new Fields()
        .One(1, "fieldRef", FieldSelector).One(2, "resourceFieldRef", ResourceSelector)
        .One(3, "configMapKeyRef", KeySelector).One(4, "secretKeyRef", KeySelector));

    private static readonly Fields Exec = new Fields().Texts(1, "command");

    private static readonly Fields Http = new Fields().Text(1, "path").IntOrString(2, "port").Text(3, "host").Text(4, "scheme")
        .Many(5, "httpHeaders", new Fields().Text(1, "name").Text(2, "value"));

    private static readonly Fields Tcp = new Fields().IntOrString(1, "port").Text(2, "host");

    private static readonly Fields Probe = new Fields()
        .Inline(1, new Fields().One(1, "exec", Exec).One(2, "httpGet", Http).One(3, "tcpSocket", Tcp)
            .One(4, "grpc", new Fields().Number(1, "port").Text(2, "service")))
        .Number(2, "initialDelaySeconds").Number(3, "timeoutSeconds").Number(4, "periodSeconds").Number(5, "successThreshold")
        .Number(6, "failureThreshold").Number(7, "terminationGracePeriodSeconds", keepsZero: true);

    private static readonly Fields Handler = new Fields()
        .One(1, "exec", Exec).One(2, "httpGet", Http).One(3, "tcpSocket", Tcp).One(4, "sleep", new Fields().Number(1, "seconds"));

    private static readonly Fields SecurityContext = new Fields()
        .One(1, "capabilities", new Fields().Texts(1, "add").Texts(2, "drop")).Flag(2, "privileged", keepsZero: true)
        .One(3, "seLinuxOptions", SeLinux)
        .Number(4, "runAsUser", keepsZero: true).Flag(5, "runAsNonRoot", keepsZero: true).Flag(6, "readOnlyRootFilesystem", keepsZero: true)
        .Flag(7, "allowPrivilegeEscalation", keepsZero: true).Number(8, "runAsGroup", keepsZero: true).Text(9, "procMount")
        .One(10, "windowsOptions", Windows).One(11, "seccompProfile", Profile).One(12, "appArmorProfile", Profile);

    private static readonly Fields Mount = new Fields()
        .Text(1, "name").Flag(2, "readOnly").Text(3, "mountPath").Text(4, "subPath").Text(5, "mountPropagation").Text(6, "subPathExpr")
        .Text(7, "recursiveReadOnly");

    public static readonly Fields Container = new Fields()
        .Text(1, "name").Text(2, "image").Texts(3, "command").Texts(4, "args").Text(5, "workingDir").Many(6, "ports", Port)
        .Many(7, "env", Env)
        .One(8, "resources", Resources).Many(9, "volumeMounts", Mount).One(10, "livenessProbe", Probe).One(11, "readinessProbe", Probe)
        .One(12, "lifecycle", new Fields().One(1, "postStart", Handler).One(2, "preStop", Handler)).Text(13, "terminationMessagePath")
        .Text(14, "imagePullPolicy").One(15, "securityContext", SecurityContext).Flag(16, "stdin").Flag(17, "stdinOnce").Flag(18, "tty")
        .Many(19, "envFrom", EnvFrom).Text(20, "terminationMessagePolicy")
        .Many(21, "volumeDevices", new Fields().Text(1, "name").Text(2, "devicePath")).One(22, "startupProbe", Probe)
        .Many(23, "resizePolicy", new Fields().Text(1, "resourceName").Text(2, "restartPolicy")).Text(24, "restartPolicy");
}
