using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>Whether an object is what its address says: of that kind and version, in that namespace, with a name one may give.</summary>
internal static partial class Identity
{
    private const string SubdomainRule = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
        + "and must start and end with an alphanumeric character (e.g. 'example.com', "
        + @"regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    /// <summary>Refuses an object whose name, namespace or kind is not the address's.</summary>
    public static void Check(ApiPath path, JsonObject obj)
    {
        if (obj.Name() is { Length: > 0 } name && name != path.Name)
        {
            throw ApiError.BadRequest($"the name of the object ({name}) does not match the name on the URL ({path.Name})");
        }
        if (obj.Namespace() is { Length: > 0 } ns && path.Type.Namespaced && ns != path.Namespace)
        {
            throw ApiError.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
        obj.Metadata()["name"] = path.Name;
        CheckKind(path.Type, obj);
    }

    public static void CheckKind(ResourceType type, JsonObject obj)
    {
        var (version, kind) = (obj["apiVersion"].AsText(), obj["kind"].AsText());
        if (version != type.ApiVersion && (type.IsCustom || version is not null))
        {
            throw ApiError.BadRequest(
                $"the API version in the data ({version}) does not match the expected API version ({type.ApiVersion})");
        }
        if (kind is not null && kind != type.Kind)
        {
            throw ApiError.BadRequest(
                $"{kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: "
                + $"the kind in the data ({kind}) does not match the expected kind ({type.Kind})");
        }
        obj["apiVersion"] = type.ApiVersion;
        obj["kind"] = type.Kind;
    }

    /// <summary>Puts an object into the namespace of its address, which must be there and not about to go.</summary>
    /// <exception cref="ApiError">400 for another namespace, 404 or 403 where nothing can be made.</exception>
    public static void CheckNamespace(ApiCluster cluster, ApiPath path, JsonObject obj)
    {
        if (!path.Type.Namespaced)
        {
            obj.Metadata().Remove("namespace");
            return;
        }
        if (obj.Namespace() is { Length: > 0 } ns && ns != path.Namespace)
        {
            throw ApiError.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
        obj.Metadata()["namespace"] = path.Namespace;
        var home = cluster.Store.Find(BuiltInTypes.Namespaces, "", path.Namespace)
            ?? throw ApiError.NotFound(BuiltInTypes.Namespaces, path.Namespace);
        if (home.IsDeleting())
        {
            throw new ApiError(403, "Forbidden",
                $"{path.Type.QualifiedPlural} \"{obj.Name()}\" is forbidden: "
                + $"unable to create new content in namespace {path.Namespace} because it is being terminated");
        }
    }

    public static void CheckName(ResourceType type, JsonObject obj)
    {
        var name = obj.Name();
        if (name.Length == 0)
        {
            throw ApiError.Invalid(type, "", [FieldError.Required("metadata.name", "name or generateName is required")]);
        }
        if (!BuiltInTypes.AccessRules.Contains(type) && (name.Length > 253 || !Subdomain().IsMatch(name)))
        {
            throw ApiError.Invalid(type, name, [FieldError.Invalid("metadata.name", $"\"{name}\"", SubdomainRule)]);
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();
}
