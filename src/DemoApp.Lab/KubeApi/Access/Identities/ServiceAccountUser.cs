namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>
/// How a ServiceAccount is named as a user, <c>system:serviceaccount:NAMESPACE:NAME</c>, and the groups that follow from it.
/// </summary>
internal static class ServiceAccountUser
{
    private const string Prefix = "system:serviceaccount:";

    public static string Name(string ns, string name) => $"{Prefix}{ns}:{name}";

    public static IReadOnlyList<string> Groups(string ns) =>
        ["system:serviceaccounts", $"system:serviceaccounts:{ns}", UserInfo.Authenticated];

    /// <returns>Null for a user that is no ServiceAccount.</returns>
    public static (string Namespace, string Name)? Parse(string user) =>
        user.StartsWith(Prefix, StringComparison.Ordinal) && user[Prefix.Length..].Split(':') is [{ Length: > 0 } ns, { Length: > 0 } name]
            ? (ns, name) : null;
}
