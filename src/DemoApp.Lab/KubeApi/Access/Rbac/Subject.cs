using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>Whom a binding means: a user, a group or a ServiceAccount.</summary>
internal sealed record Subject(string Kind, string Name, string Namespace)
{
    public static Subject Of(JsonObject subject, string bindingNamespace) => new(
        subject["kind"].AsText() ?? "", subject["name"].AsText() ?? "",
        subject["namespace"].AsText() is { Length: > 0 } ns ? ns : bindingNamespace);

    public bool Means(UserInfo user) => Kind switch
    {
        "User" => user.Name == Name,
        "Group" => user.Groups.Contains(Name),
        "ServiceAccount" => user.Name == ServiceAccountUser.Name(Namespace, Name),
        _ => false,
    };

    public override string ToString() => Kind == "ServiceAccount" ? $"{Kind} \"{Name}/{Namespace}\"" : $"{Kind} \"{Name}\"";
}
