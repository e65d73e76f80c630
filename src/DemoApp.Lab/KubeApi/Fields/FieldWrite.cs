using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>
/// One write as managedFields see it. Every create, update, patch and apply goes through here twice: with what was asked, and, by the
/// function handed back then, with what came of it, whose metadata.managedFields that function sets.
/// </summary>
/// <param name="Manager">The name of who writes.</param>
internal sealed record FieldWrite(ResourceType Type, string Subresource, string Manager, string Now)
{
    /// <summary>Takes note of a create (<paramref name="before"/> null), an update or a patch, before the server fills anything in.</summary>
    public Action<JsonObject> Ask(JsonObject? before, JsonObject requested)
    {
        var (entries, kept) = Entries(before, requested);
        var ownership = Ownership(false, Unreached.By(Type, Subresource).Union(Unreached.Allocated(Type, requested)));
        return after =>
        {
            var owned = ownership.Update(before, Subresource == "status" ? requested : after, entries);
            if (!kept || owned != entries)
            {
                Put(after, owned);
            }
        };
    }

    /// <summary>Lays an applied configuration over an object, or over nothing.</summary>
    /// <exception cref="ApiError">400 or 500 for a configuration that cannot be applied, 409 for a conflict.</exception>
    public (JsonObject Requested, Action<JsonObject> Own) Apply(JsonObject? before, JsonObject config, bool force)
    {
        var ownership = Ownership(true, Unreached.By(Type, Subresource));
        Check(config, ownership.Schema);
        var byKubectl = before is not null && LastApplied.Concerns(ownership.Manager);
        var (result, entries) = ownership.Apply(before, config, ManagerEntries.Parse(before?.Metadata()["managedFields"]) ?? [], force,
            byKubectl ? LastApplied.Owned(before!, ownership.Schema) : null);
        if (byKubectl)
        {
            LastApplied.Renew(result, before!, config);
        }
        return (result, after => Put(after, entries));
    }

    private Ownership Ownership(bool applies, FieldSet ignored) => new(FieldSchema.For(Type), new(Manager, applies, Type.ApiVersion, Subresource), ignored, Now);

    private void Check(JsonObject config, FieldSchema schema)
    {
        if (config["metadata"]?["managedFields"] is not null)
        {
            throw ApiError.BadRequest("metadata.managedFields must be nil");
        }
        var version = config["apiVersion"].AsText() ?? "";
        if (version != Type.ApiVersion)
        {
            throw ApiError.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {Type.ApiVersion}");
        }
        var mistakes = FieldCheck.Mistakes(config, schema).ToList();
        if (mistakes.Count > 0)
        {
            var text = mistakes.Count == 1 ? mistakes[0] : "errors:" + string.Concat(mistakes.Select(m => "\n  " + m));
            throw new ApiError(500, null, $"failed to create typed patch object ({config.Namespace()}/{config.Name()}; {version}, Kind={config["kind"].AsText()}): {text}");
        }
    }

    /// <summary>
    /// The entries to go on from: those of the request, so that a client may edit them; the object's own when the request has none or
    /// none that can be read, or comes through a subresource; none after the reset <c>[{}]</c>.
    /// </summary>
    private (ImmutableArray<ManagerEntry> Entries, bool Kept) Entries(JsonObject? before, JsonObject requested)
    {
        var (mine, asked) = (before?.Metadata()["managedFields"], requested.Metadata()["managedFields"]);
        if (before is not null && (Subresource.Length > 0 || asked is null || JsonNode.DeepEquals(mine, asked)))
        {
            return (ManagerEntries.Parse(mine) ?? [], true);
        }
        if (asked is JsonArray { Count: 1 } one && one[0] is JsonObject { Count: 0 })
        {
            return ([], false);
        }
        return ManagerEntries.Parse(asked) is { Length: > 0 } edited ? (edited, false) : (ManagerEntries.Parse(mine) ?? [], before is not null);
    }

    private void Put(JsonObject after, ImmutableArray<ManagerEntry> entries)
    {
        after.Metadata().Remove("managedFields");
        if (ManagerEntries.ToJson(entries, Type.IsCustom) is { } json)
        {
            after.Metadata()["managedFields"] = json;
        }
    }
}
