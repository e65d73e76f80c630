using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Http;

/// <summary>What a resource address names: <c>/api/v1/namespaces/{ns}/{plural}/{name}/{subresource}</c> or the same under <c>/apis/{group}/{version}</c>.</summary>
internal sealed record ApiPath(ResourceType Type, string Namespace, string Name, string Subresource)
{
    public bool IsCollection => Name.Length == 0;

    /// <summary>Reads an address.</summary>
    /// <returns>Null when no such group, version or custom resource is served (a plain 404).</returns>
    /// <exception cref="ApiError">404 Status for an unknown resource of a built-in group.</exception>
    public static ApiPath? Parse(string path, TypeCatalog types)
    {
        var parts = path.Split('/', StringSplitOptions.TrimEntries);
        if (parts is [.. var shorter, ""] && shorter.Length > 1)
        {
            parts = shorter;
        }
        var rest = parts[1..];
        string group = "", version;
        if (rest is ["api", "v1", ..])
        {
            (version, rest) = ("v1", rest[2..]);
        }
        else if (rest is ["apis", var g, var v, ..])
        {
            (group, version, rest) = (g, v, rest[3..]);
        }
        else
        {
            return rest is ["api", _, ..] ? throw ApiError.NoSuchResource() : null;
        }
        if (!types.HasGroupVersion(group, version) || rest.Length == 0)
        {
            return null;
        }
        var ns = "";
        if (rest is ["namespaces", var inside, var plural, ..] && !(group.Length == 0 && plural is "status" or "finalize"))
        {
            (ns, rest) = (inside, rest[2..]);
        }
        if (rest.Length > 3 || types.Find(group, version, rest[0]) is not { } type)
        {
            return BuiltInTypes.All.Any(t => t.Group == group) ? throw ApiError.NoSuchResource() : null;
        }
        if (ns.Length > 0 && !type.Namespaced)
        {
            throw ApiError.NoSuchResource();
        }
        var name = rest.Length > 1 ? Uri.UnescapeDataString(rest[1]) : "";
        if (type.Namespaced && ns.Length == 0 && name.Length > 0 && !type.IsCustom)
        {
            throw ApiError.NoSuchResource();
        }
        return new(type, Uri.UnescapeDataString(ns), name, rest.Length > 2 ? rest[2] : "");
    }
}
