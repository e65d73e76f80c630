namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Messages of meta/v1 that others hold.</summary>
internal static class MetaMessages
{
    private static readonly Fields OwnerReference = new Fields()
        .Text(1, "kind").Text(3, "name").Text(4, "uid").Text(5, "apiVersion").Flag(6, "controller").Flag(7, "blockOwnerDeletion");

    /// <summary>What a caller may say of an object; the server's own fields are not read.</summary>
    public static readonly Fields ObjectMeta = new Fields()
        .Text(1, "name").Text(2, "generateName").Text(3, "namespace").Text(6, "resourceVersion")
        .Map(11, "labels").Map(12, "annotations").Many(13, "ownerReferences", OwnerReference).Texts(14, "finalizers")
        .Skip(4, 5, 7, 8, 9, 10, 17);

    public static readonly Fields LabelSelector = new Fields()
        .Map(1, "matchLabels").Many(2, "matchExpressions", new Fields().Text(1, "key").Text(2, "operator").Texts(3, "values"));

    /// <summary>A reference that is a name and no more.</summary>
    public static readonly Fields NameOnly = new Fields().Text(1, "name");

    /// <summary>The fields of an object, which all begin with its metadata.</summary>
    public static Fields Object() => new Fields().One(1, "metadata", ObjectMeta);
}
