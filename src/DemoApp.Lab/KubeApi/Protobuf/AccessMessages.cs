namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Messages of rbac.authorization.k8s.io/v1, authentication.k8s.io/v1 and authorization.k8s.io/v1.</summary>
internal static class AccessMessages
{
    private static readonly Fields Rule = new Fields()
        .Texts(1, "verbs").Texts(2, "apiGroups").Texts(3, "resources").Texts(4, "resourceNames").Texts(5, "nonResourceURLs");

    private static readonly Fields Subject = new Fields().Text(1, "kind").Text(2, "apiGroup").Text(3, "name").Text(4, "namespace");
    private static readonly Fields RoleRef = new Fields().Text(1, "apiGroup").Text(2, "kind").Text(3, "name");
    private static readonly Fields Aggregation = new Fields().Many(1, "clusterRoleSelectors", MetaMessages.LabelSelector);

    private static readonly Fields Selector = new Fields()
        .Text(1, "rawSelector").Many(2, "requirements", new Fields().Text(1, "key").Text(2, "operator").Texts(3, "values"));

    private static readonly Fields ResourceAttributes = new Fields()
        .Text(1, "namespace").Text(2, "verb").Text(3, "group").Text(4, "version").Text(5, "resource").Text(6, "subresource").Text(7, "name")
        .One(8, "fieldSelector", Selector).One(9, "labelSelector", Selector);

    private static readonly Fields NonResourceAttributes = new Fields().Text(1, "path").Text(2, "verb");
    private static readonly Fields BoundObject = new Fields().Text(1, "kind").Text(2, "apiVersion").Text(3, "name").Text(4, "uid");

    public static readonly Fields Role = MetaMessages.Object().Many(2, "rules", Rule);
    public static readonly Fields ClusterRole = MetaMessages.Object().Many(2, "rules", Rule).One(3, "aggregationRule", Aggregation);
    public static readonly Fields Binding = MetaMessages.Object().Many(2, "subjects", Subject).One(3, "roleRef", RoleRef);

    public static readonly Fields TokenRequest = MetaMessages.Object().One(2, "spec", new Fields()
        .Texts(1, "audiences").One(3, "boundObjectRef", BoundObject).Number(4, "expirationSeconds", keepsZero: true)).Skip(3);

    public static readonly Fields TokenReview = MetaMessages.Object().One(2, "spec", new Fields().Text(1, "token").Texts(2, "audiences"))
        .Skip(3);
    public static readonly Fields SelfSubjectReview = MetaMessages.Object().Skip(2);
    public static readonly Fields RulesReview = MetaMessages.Object().One(2, "spec", new Fields().Text(1, "namespace")).Skip(3);

    public static readonly Fields SelfAccessReview = MetaMessages.Object().One(2, "spec", Asked()).Skip(3);

    public static readonly Fields AccessReview = MetaMessages.Object().One(2, "spec", Asked()
        .Text(3, "user").Texts(4, "groups").Map(5, "extra", FieldForm.ListMap).Text(6, "uid")).Skip(3);

    private static Fields Asked() => new Fields()
        .One(1, "resourceAttributes", ResourceAttributes).One(2, "nonResourceAttributes", NonResourceAttributes);
}
