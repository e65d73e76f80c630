using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Who writes: a name, whether by apply, in which version and through which subresource.</summary>
internal sealed record Manager(string Name, bool Applies, string ApiVersion, string Subresource)
{
    /// <summary>An applier is the same in every version.</summary>
    public bool Is(Manager other) => Name == other.Name && Applies == other.Applies && Subresource == other.Subresource && (Applies || ApiVersion == other.ApiVersion);

    /// <summary>As conflicts name it.</summary>
    public override string ToString() =>
        $"\"{Name}\"{(Subresource.Length > 0 ? $" with subresource \"{Subresource}\"" : "")}{(Applies ? "" : $" using {ApiVersion}")}";
}

/// <summary>One entry of metadata.managedFields.</summary>
/// <param name="Time">When the manager last changed the object; null for one who never did.</param>
internal sealed record ManagerEntry(Manager Manager, string? Time, FieldSet Fields)
{
    /// <summary>Null for an entry that cannot be read.</summary>
    public static ManagerEntry? Parse(JsonNode? node) =>
        node is JsonObject entry && entry["fieldsV1"] is JsonObject fields && entry["operation"].AsText() is "Apply" or "Update" && entry["apiVersion"].AsText() is { Length: > 0 } version
            ? new(new(entry["manager"].AsText() ?? "unknown", entry["operation"].AsText() == "Apply", version, entry["subresource"].AsText() ?? ""), entry["time"].AsText(), FieldSet.Parse((JsonObject)entry["fieldsV1"]!))
            : null;

    /// <param name="sorted">Whether fields are in alphabetical order, as in custom resources.</param>
    public JsonObject ToJson(bool sorted)
    {
        var operation = Manager.Applies ? "Apply" : "Update";
        var json = sorted
            ? new JsonObject { ["apiVersion"] = Manager.ApiVersion, ["fieldsType"] = "FieldsV1", ["fieldsV1"] = Fields.ToJson(), ["manager"] = Manager.Name, ["operation"] = operation, ["subresource"] = Manager.Subresource, ["time"] = Time }
            : new JsonObject { ["manager"] = Manager.Name, ["operation"] = operation, ["apiVersion"] = Manager.ApiVersion, ["time"] = Time, ["fieldsType"] = "FieldsV1", ["fieldsV1"] = Fields.ToJson(), ["subresource"] = Manager.Subresource };
        if (Time is null)
        {
            json.Remove("time");
        }
        if (Manager.Subresource.Length == 0)
        {
            json.Remove("subresource");
        }
        return json;
    }
}
