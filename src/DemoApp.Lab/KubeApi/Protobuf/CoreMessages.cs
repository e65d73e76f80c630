namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Messages of the core group.</summary>
internal static class CoreMessages
{
    private static readonly Fields ServicePort = new Fields()
        .Text(1, "name").Text(2, "protocol").Number(3, "port").IntOrString(4, "targetPort").Number(5, "nodePort").Text(6, "appProtocol");

    private static readonly Fields Reference = new Fields()
        .Text(1, "kind").Text(2, "namespace").Text(3, "name").Text(4, "uid").Text(5, "apiVersion").Text(6, "resourceVersion")
        .Text(7, "fieldPath");

    public static readonly Fields Namespace = MetaMessages.Object().Skip(2, 3);

    public static readonly Fields ServiceAccount = MetaMessages.Object().Many(2, "secrets", Reference)
        .Many(3, "imagePullSecrets", MetaMessages.NameOnly).Flag(4, "automountServiceAccountToken", keepsZero: true);

    public static readonly Fields ConfigMap = MetaMessages.Object().Map(2, "data").Map(3, "binaryData", FieldForm.BytesMap)
        .Flag(4, "immutable");

    public static readonly Fields Secret = MetaMessages.Object()
        .Map(2, "data", FieldForm.BytesMap).Text(3, "type").Map(4, "stringData").Flag(5, "immutable");

    public static readonly Fields Service = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .Many(1, "ports", ServicePort).Map(2, "selector").Text(3, "clusterIP").Text(4, "type").Texts(5, "externalIPs")
        .Text(7, "sessionAffinity")
        .Text(8, "loadBalancerIP").Texts(9, "loadBalancerSourceRanges").Text(10, "externalName").Text(11, "externalTrafficPolicy")
        .Number(12, "healthCheckNodePort").Flag(13, "publishNotReadyAddresses").Text(17, "ipFamilyPolicy").Texts(18, "clusterIPs")
        .Texts(19, "ipFamilies").Flag(20, "allocateLoadBalancerNodePorts", keepsZero: true).Text(21, "loadBalancerClass")
        .Text(22, "internalTrafficPolicy").Text(23, "trafficDistribution"));
}
