namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Volumes of pods: the sources that people still use. Those that Kubernetes has given up are accepted as JSON or YAML.</summary>
internal static class VolumeMessages
{
    private static readonly Fields KeyToPath = new Fields().Text(1, "key").Text(2, "path").Number(3, "mode", keepsZero: true);

    private static readonly Fields DownwardFile = new Fields()
        .Text(1, "path").One(2, "fieldRef", ContainerMessages.FieldSelector).One(3, "resourceFieldRef", ContainerMessages.ResourceSelector)
        .Number(4, "mode", keepsZero: true);

    private static readonly Fields Projected = new Fields().Inline(1, MetaMessages.NameOnly).Many(2, "items", KeyToPath)
        .Flag(4, "optional", keepsZero: true);

    private static readonly Fields Token = new Fields().Text(1, "audience").Number(2, "expirationSeconds", keepsZero: true).Text(3, "path");

    private static readonly Fields Bundle = new Fields()
        .Text(1, "name").Text(2, "signerName").One(3, "labelSelector", MetaMessages.LabelSelector).Text(4, "path")
        .Flag(5, "optional", keepsZero: true);

    private static readonly Fields Projection = new Fields()
        .One(1, "secret", Projected).One(2, "downwardAPI", new Fields().Many(1, "items", DownwardFile)).One(3, "configMap", Projected)
        .One(4, "serviceAccountToken", Token).One(5, "clusterTrustBundle", Bundle);

    private static readonly Fields Secret = new Fields()
        .Text(1, "secretName").Many(2, "items", KeyToPath).Number(3, "defaultMode", keepsZero: true).Flag(4, "optional", keepsZero: true);

    private static readonly Fields ConfigMap = new Fields()
        .Inline(1, MetaMessages.NameOnly).Many(2, "items", KeyToPath).Number(3, "defaultMode", keepsZero: true)
        .Flag(4, "optional", keepsZero: true);

    private static readonly Fields Downward = new Fields().Many(1, "items", DownwardFile).Number(2, "defaultMode", keepsZero: true);

    private static readonly Fields Csi = new Fields()
        .Text(1, "driver").Flag(2, "readOnly", keepsZero: true).Text(3, "fsType").Map(4, "volumeAttributes")
        .One(5, "nodePublishSecretRef", MetaMessages.NameOnly);

    private static readonly Fields LocalReference = new Fields().Text(1, "apiGroup").Text(2, "kind").Text(3, "name");

    private static readonly Fields Claim = new Fields()
        .Texts(1, "accessModes")
        .One(2, "resources", new Fields().Map(1, "limits", FieldForm.QuantityMap).Map(2, "requests", FieldForm.QuantityMap))
        .Text(3, "volumeName").One(4, "selector", MetaMessages.LabelSelector).Text(5, "storageClassName").Text(6, "volumeMode")
        .One(7, "dataSource", LocalReference).Text(9, "volumeAttributesClassName")
        .One(8, "dataSourceRef", new Fields().Text(1, "apiGroup").Text(2, "kind").Text(3, "name").Text(4, "namespace"));

    private static readonly Fields Source = new Fields()
        .One(1, "hostPath", new Fields().Text(1, "path").Text(2, "type"))
        .One(2, "emptyDir", new Fields().Text(1, "medium").Quantity(2, "sizeLimit"))
        .One(6, "secret", Secret)
        .One(7, "nfs", new Fields().Text(1, "server").Text(2, "path").Flag(3, "readOnly"))
        .One(10, "persistentVolumeClaim", new Fields().Text(1, "claimName").Flag(2, "readOnly"))
        .One(16, "downwardAPI", Downward)
        .One(19, "configMap", ConfigMap)
        .One(26, "projected", new Fields().Many(1, "sources", Projection).Number(2, "defaultMode", keepsZero: true))
        .One(28, "csi", Csi)
        .One(29, "ephemeral", new Fields().One(1, "volumeClaimTemplate", MetaMessages.Object().One(2, "spec", Claim)))
        .One(30, "image", new Fields().Text(1, "reference").Text(2, "pullPolicy"));

    public static readonly Fields Volume = new Fields().Text(1, "name").Inline(2, Source);
}
