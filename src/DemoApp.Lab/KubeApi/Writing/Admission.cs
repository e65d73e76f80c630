using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>Makes of what a caller sent what is stored: checked, with the server's own fields, its defaults, and nothing unknown.</summary>
internal sealed class Admission(ApiCluster cluster)
{
    private static readonly string[] ServerFields =
        ["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields"];

    private readonly Defaults defaults = new(cluster);

    /// <exception cref="ApiError">400 or 422 with every mistake, 404 without the namespace.</exception>
    public JsonObject ForCreate(ApiPath path, JsonObject obj, Action<IReadOnlyList<string>> unknown)
    {
        if (path.Type.IsCustom && obj["apiVersion"].AsText() is { } said && said != path.Type.ApiVersion
            && said.StartsWith(path.Type.Group + "/", StringComparison.Ordinal))
        {
            // A version without a schema knows no field.
            unknown([.. obj.Select(p => p.Key).Where(k => k is not ("apiVersion" or "kind" or "metadata")).Order(StringComparer.Ordinal)]);
        }
        Identity.CheckKind(path.Type, obj);
        Prune(path.Type, obj, unknown);
        var metadata = obj.Metadata();
        foreach (var field in (string[])[.. ServerFields, "resourceVersion"])
        {
            metadata.Remove(field);
        }
        if (path.Type.HasStatus)
        {
            obj.Remove("status");
        }
        Identity.CheckNamespace(cluster, path, obj);
        if (obj["spec"] is null && path.Type.IsCustom)
        {
            obj.Remove("spec");
        }
        if (obj.Name().Length == 0 && obj.MetaText("generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix + RandomSuffix();
        }
        Identity.CheckName(path.Type, obj);
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = cluster.Now();
        if (path.Type.HasGeneration)
        {
            metadata["generation"] = 1;
        }
        defaults.Apply(path.Type, obj, null);
        Validate(path.Type, obj, null);
        return obj;
    }

    /// <summary>Whether an update took off the last thing that a deleted object waited for.</summary>
    public static bool LetsGo(ResourceType type, JsonObject after) =>
        after.IsDeleting() && !after.HasFinalizers() && type.Kind is not ("Pod" or "Namespace");

    /// <summary>The object to store after an update, unless that <see cref="LetsGo"/>.</summary>
    /// <exception cref="ApiError">409 for an old resourceVersion, 400 or 422 for mistakes.</exception>
    public JsonObject ForUpdate(ApiPath path, JsonObject before, JsonObject after, Action<IReadOnlyList<string>> unknown)
    {
        var type = path.Type;
        Identity.Check(path, after);
        if (after.MetaText("resourceVersion") is { Length: > 0 } version && version != before.MetaText("resourceVersion"))
        {
            throw ApiError.Conflict(type, path.Name);
        }
        if (after.Uid() is { Length: > 0 } uid && uid != before.Uid())
        {
            throw new ApiError(409, "Conflict",
                $"Operation cannot be fulfilled on {type.QualifiedPlural} \"{path.Name}\": "
                + $"Precondition failed: UID in precondition: {uid}, UID in object meta: {before.Uid()}");
        }
        if (path.Subresource is "status" or "approval")
        {
            var status = after["status"]?.DeepClone();
            after = (JsonObject)before.DeepClone();
            SetOrRemove(after, "status", status);
        }
        else if (type.HasStatus)
        {
            SetOrRemove(after, "status", before["status"]?.DeepClone());
        }
        Finalizers.Check(type, before, after);
        after["apiVersion"] = type.ApiVersion;
        after["kind"] = type.Kind;
        foreach (var field in (string[])[.. ServerFields, "resourceVersion", "namespace"])
        {
            SetOrRemove(after.Metadata(), field, before.Metadata()[field]?.DeepClone());
        }
        Prune(type, after, unknown);
        defaults.Apply(type, after, before);
        Validate(type, after, before);
        if (type.HasGeneration && !JsonNode.DeepEquals(before["spec"], after["spec"]))
        {
            after.Metadata()["generation"] = (before.Metadata()["generation"].AsLong() ?? 0) + 1;
        }
        return after;
    }

    private static void Prune(ResourceType type, JsonObject obj, Action<IReadOnlyList<string>> unknown)
    {
        var pruned = type.Schema is { } schema ? StructuralSchema.Prune(obj, schema) : BuiltInFields.Prune(type, obj);
        if (pruned.Count > 0)
        {
            unknown(pruned);
        }
    }

    private static void Validate(ResourceType type, JsonObject obj, JsonObject? before)
    {
        var errors = new List<FieldError>();
        if (type.Schema is { } schema)
        {
            StructuralSchema.Default(obj, schema);
            StructuralSchema.Validate(obj, schema, "", errors);
        }
        else
        {
            errors.AddRange(BuiltInRules.Mistakes(type, obj, before));
        }
        if (errors.Count > 0)
        {
            throw ApiError.Invalid(type, obj.Name(), errors);
        }
    }

    private static void SetOrRemove(JsonObject obj, string field, JsonNode? value)
    {
        obj.Remove(field);
        if (value is not null)
        {
            obj[field] = value;
        }
    }

    private static string RandomSuffix() => System.Security.Cryptography.RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5);
}
