using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>Who asks, as Kubernetes knows a user: a name, a uid (empty when unknown), groups, and what the authenticator adds.</summary>
internal sealed record UserInfo(string Name, string Uid, IReadOnlyList<string> Groups)
{
    public const string AnonymousName = "system:anonymous";
    public const string Authenticated = "system:authenticated";
    public const string Unauthenticated = "system:unauthenticated";
    public const string Masters = "system:masters";

    public static UserInfo Anonymous { get; } = new(AnonymousName, "", [Unauthenticated]);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>As the reviews of authentication.k8s.io show a user; what is empty is left out.</summary>
    public JsonObject ToJson()
    {
        var user = new JsonObject { ["username"] = Name };
        if (Uid.Length > 0)
        {
            user["uid"] = Uid;
        }
        if (Groups.Count > 0)
        {
            user["groups"] = Texts(Groups);
        }
        if (Extra.Count > 0)
        {
            user["extra"] = new JsonObject(Extra.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)Texts(e.Value))));
        }
        return user;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
