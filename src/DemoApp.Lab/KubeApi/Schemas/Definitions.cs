using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>Reads a CustomResourceDefinition: the kinds it serves, and the mistakes in it.</summary>
internal static class Definitions
{
    public static IEnumerable<ResourceType> Served(JsonObject definition)
    {
        var (spec, names) = (definition["spec"] as JsonObject ?? [], definition["spec"]?["names"] as JsonObject ?? []);
        var kind = names["kind"].AsText() ?? "";
        foreach (var version in (spec["versions"] as JsonArray ?? []).OfType<JsonObject>().Where(v => v["served"] is JsonValue s && s.GetValue<bool>()))
        {
            yield return new ResourceType(spec["group"].AsText() ?? "", version["name"].AsText() ?? "", kind, names["plural"].AsText() ?? "", spec["scope"].AsText() != "Cluster")
            {
                Singular = names["singular"].AsText() ?? kind.ToLowerInvariant(),
                ShortNames = Texts(names["shortNames"]),
                Categories = Texts(names["categories"]),
                HasStatus = version["subresources"]?["status"] is not null,
                HasGeneration = true,
                Scale = Scale(version["subresources"]?["scale"] as JsonObject),
                IsCustom = true,
                Schema = version["schema"]?["openAPIV3Schema"] as JsonObject,
                PrinterColumns = version["additionalPrinterColumns"] as JsonArray,
            };
        }
    }

    public static IEnumerable<FieldError> Mistakes(JsonObject definition)
    {
        var spec = definition["spec"] as JsonObject ?? [];
        foreach (var path in (string[])["group", "scope", "names.plural", "names.kind", "versions"])
        {
            if (spec.FieldText(path).Length == 0)
            {
                yield return FieldError.Required($"spec.{path}");
            }
        }
        var expected = $"{spec.FieldText("names.plural")}.{spec.FieldText("group")}";
        if (definition.Name() != expected)
        {
            yield return new("FieldValueInvalid", "metadata.name", $"Invalid value: \"{definition.Name()}\": must be spec.names.plural+\".\"+spec.group");
        }
    }

    /// <summary>The status of a definition whose kinds are served.</summary>
    public static JsonObject Status(JsonObject definition, string now)
    {
        JsonObject Condition(string type, string reason, string message) => new()
        {
            ["type"] = type, ["status"] = "True", ["lastTransitionTime"] = now, ["reason"] = reason, ["message"] = message,
        };
        return new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found"),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted")),
            ["acceptedNames"] = definition["spec"]?["names"]?.DeepClone(),
            ["storedVersions"] = new JsonArray([.. Served(definition).Take(1).Select(t => (JsonNode)t.Version)]),
        };
    }

    private static ScalePaths? Scale(JsonObject? scale) => scale is null ? null : new(
        scale["specReplicasPath"].AsText() ?? ".spec.replicas", scale["statusReplicasPath"].AsText() ?? ".status.replicas", scale["labelSelectorPath"].AsText());

    private static string[] Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(t => t.AsText() ?? "")];
}
