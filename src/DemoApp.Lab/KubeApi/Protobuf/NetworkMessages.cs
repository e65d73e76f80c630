namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Ingresses and certificate signing requests.</summary>
internal static class NetworkMessages
{
    private static readonly Fields Backend = new Fields()
        .One(4, "service", new Fields().Text(1, "name").One(2, "port", new Fields().Text(1, "name").Number(2, "number")))
        .One(3, "resource", new Fields().Text(1, "apiGroup").Text(2, "kind").Text(3, "name"));

    private static readonly Fields Path = new Fields().Text(1, "path").One(2, "backend", Backend).Text(3, "pathType");

    private static readonly Fields Rule = new Fields().Text(1, "host")
        .Inline(2, new Fields().One(1, "http", new Fields().Many(1, "paths", Path)));

    public static readonly Fields Ingress = MetaMessages.Object().Skip(3).One(2, "spec", new Fields()
        .One(1, "defaultBackend", Backend).Many(2, "tls", new Fields().Texts(1, "hosts").Text(2, "secretName")).Many(3, "rules", Rule)
        .Text(4, "ingressClassName"));

    private static readonly Fields SigningCondition = new Fields()
        .Text(1, "type").Text(2, "reason").Text(3, "message").Time(4, "lastUpdateTime").Time(5, "lastTransitionTime").Text(6, "status");

    public static readonly Fields SigningRequest = MetaMessages.Object()
        .One(2, "spec", new Fields().Bytes(1, "request").Text(2, "username").Text(3, "uid").Texts(4, "groups").Texts(5, "usages")
            .Map(6, "extra", FieldForm.ListMap).Text(7, "signerName").Number(8, "expirationSeconds", keepsZero: true))
        .One(3, "status", new Fields().Many(1, "conditions", SigningCondition).Bytes(2, "certificate"));
}
