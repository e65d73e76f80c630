using DemoApp.Lab.KubeApi.Access.Identities;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Access;

/// <summary>Reads from an address and a method what a request is about, whether or not such a resource is served.</summary>
internal static class RequestAttributes
{
    public static Attributes Of(HttpRequest request, UserInfo user)
    {
        var path = request.Path.Value ?? "/";
        var rest = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var group = "";
        if (rest is ["api", _, _, ..])
        {
            rest = rest[2..];
        }
        else if (rest is ["apis", _, _, _, ..])
        {
            (group, rest) = (rest[1], rest[3..]);
        }
        else
        {
            return new(user, request.Method.ToLowerInvariant()) { Path = path };
        }
        var old = rest is ["watch", _, ..];
        if (old)
        {
            rest = rest[1..];
        }
        var ns = "";
        if (rest is ["namespaces", var inside, ..])
        {
            ns = inside;
            rest = rest is [_, _, not ("status" or "finalize"), ..] ? rest[2..] : rest;
        }
        var name = rest.Length > 1 ? rest[1] : "";
        var verb = old ? "watch" : Verb(request, name.Length > 0);
        return new(user, verb)
        {
            Group = group, Resource = rest[0], Name = verb is "list" or "watch" or "deletecollection" && name.Length == 0 ? SelectedName(request) : name,
            Subresource = rest.Length > 2 ? rest[2] : "", Namespace = ns,
        };
    }

    private static string Verb(HttpRequest request, bool named) => request.Method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => named ? "delete" : "deletecollection",
        "GET" or "HEAD" when named => "get",
        "GET" or "HEAD" => request.Query["watch"] is ["true" or "1"] ? "watch" : "list",
        _ => "",
    };

    /// <summary>A list of the one object of a name asks for that object, so that a rule with resource names can allow it.</summary>
    private static string SelectedName(HttpRequest request) =>
        request.Query["fieldSelector"].ToString().Split(',').Select(t => t.Split('=', 2))
            .FirstOrDefault(t => t is ["metadata.name", _]) is [_, var name] ? name.TrimStart('=') : "";
}
