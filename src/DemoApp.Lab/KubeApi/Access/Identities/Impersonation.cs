using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>Acting as somebody else (<c>kubectl --as</c>): each part of the other's identity needs the verb <c>impersonate</c>.</summary>
internal static class Impersonation
{
    private const string UserHeader = "Impersonate-User";
    private const string GroupHeader = "Impersonate-Group";
    private const string UidHeader = "Impersonate-Uid";
    private const string ExtraHeader = "Impersonate-Extra-";
    private const string AuthenticationGroup = "authentication.k8s.io";

    /// <summary>Who acts in the end: the caller, or whom the headers name.</summary>
    /// <param name="check">Refuses what the caller may not do.</param>
    /// <exception cref="ApiError">500 for a part of an identity without a user, whatever <paramref name="check"/> throws.</exception>
    public static UserInfo Apply(HttpRequest request, UserInfo caller, Action<Attributes> check)
    {
        var name = request.Headers[UserHeader].ToString();
        var groups = request.Headers[GroupHeader].OfType<string>().Where(g => g.Length > 0).ToList();
        var uid = request.Headers[UidHeader].ToString();
        var extra = Extra(request.Headers);
        if (name.Length == 0)
        {
            return groups.Count == 0 && uid.Length == 0 && extra.Count == 0 ? caller
                : throw new ApiError(500, "InternalError",
                    "Internal error occurred: requested parts of an identity without impersonating a user");
        }
        var account = ServiceAccountUser.Parse(name);
        check(account is { } a
            ? new(caller, "impersonate") { Resource = "serviceaccounts", Name = a.Name, Namespace = a.Namespace }
            : new(caller, "impersonate") { Resource = "users", Name = name });
        groups.ForEach(g => check(new(caller, "impersonate") { Resource = "groups", Name = g }));
        if (uid.Length > 0)
        {
            check(new(caller, "impersonate") { Group = AuthenticationGroup, Resource = "uids", Name = uid });
        }
        foreach (var (key, value) in extra.SelectMany(e => e.Value.Select(v => (e.Key, v))))
        {
            check(new(caller, "impersonate") { Group = AuthenticationGroup, Resource = "userextras", Subresource = key, Name = value });
        }
        var held = groups.Count == 0 && account is { } sa ? ServiceAccountUser.Groups(sa.Namespace) : groups;
        return new(name, uid, Complete(name, held)) { Extra = extra };
    }

    private static IReadOnlyList<string> Complete(string name, IReadOnlyList<string> groups)
    {
        var missing = name == UserInfo.AnonymousName ? UserInfo.Unauthenticated : UserInfo.Authenticated;
        return groups.Contains(UserInfo.Authenticated) || groups.Contains(UserInfo.Unauthenticated) ? groups : [.. groups, missing];
    }

    private static Dictionary<string, IReadOnlyList<string>> Extra(IHeaderDictionary headers) => headers
        .Where(h => h.Key.StartsWith(ExtraHeader, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(
            h => Uri.UnescapeDataString(h.Key[ExtraHeader.Length..].ToLowerInvariant()),
            h => (IReadOnlyList<string>)[.. h.Value.OfType<string>()]);
}
