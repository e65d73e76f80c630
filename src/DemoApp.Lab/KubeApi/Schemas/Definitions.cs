using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>Reads a CustomResourceDefinition: the kinds it serves.</summary>
internal static partial class Definitions
{
    public static IEnumerable<ResourceType> Served(JsonObject definition)
    {
        var (spec, names) = (definition["spec"] as JsonObject ?? [], definition["spec"]?["names"] as JsonObject ?? []);
        var kind = names["kind"].AsText() ?? "";
        var (group, plural) = (spec["group"].AsText() ?? "", names["plural"].AsText() ?? "");
        var several = Versions(definition).Count() > 1;
        foreach (var version in Versions(definition).Where(v => IsSet(v, "served")).OrderBy(v => Rank(v["name"].AsText() ?? "")))
        {
            var name = version["name"].AsText() ?? "";
            yield return new ResourceType(group, name, kind, plural, spec["scope"].AsText() != "Cluster")
            {
                ListKind = names["listKind"].AsText() ?? kind + "List",
                Convert = several ? Renamed($"{group}/{name}") : null,
                IsTerminating = DefinitionStatus.IsTerminating(definition),
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

    /// <summary>What a server fills into a definition.</summary>
    public static void Complete(JsonObject definition)
    {
        if (definition["spec"] is not JsonObject spec)
        {
            return;
        }
        if (spec["names"] is JsonObject names && names["kind"].AsText() is { Length: > 0 } kind)
        {
            Put(names, "listKind", kind + "List");
            Put(names, "singular", kind.ToLowerInvariant());
        }
        Put(spec, "conversion", new JsonObject { ["strategy"] = "None" });
    }

    /// <summary>The version in which objects are stored; null for a definition that names none.</summary>
    public static string? StorageVersion(JsonObject definition) =>
        Versions(definition).FirstOrDefault(v => IsSet(v, "storage"))?["name"].AsText();

    public static IEnumerable<JsonObject> Versions(JsonObject definition) =>
        (definition["spec"]?["versions"] as JsonArray ?? []).OfType<JsonObject>();

    public static bool IsSet(JsonObject obj, string flag) => obj[flag] is JsonValue value && value.TryGetValue<bool>(out var on) && on;

    private static void Put(JsonObject obj, string field, JsonNode value)
    {
        if (obj[field] is null or JsonValue && obj[field].AsText() is null or "")
        {
            obj[field] = value;
        }
    }

    /// <summary>Between versions without a converter only the name of the version changes: that is what strategy None says.</summary>
    private static Func<JsonObject, JsonObject> Renamed(string apiVersion) => stored =>
    {
        var obj = (JsonObject)stored.DeepClone();
        obj["apiVersion"] = apiVersion;
        return obj;
    };

    /// <summary>As clients should prefer them: stable ones first, each kind by its number from the highest.</summary>
    private static (int, int, int) Rank(string version)
    {
        var match = VersionName().Match(version);
        return !match.Success ? (3, 0, 0)
            : (match.Groups["stage"].Value switch { "" => 0, "beta" => 1, _ => 2 }, -Number("major"), -Number("minor"));

        int Number(string group) => int.TryParse(match.Groups[group].Value, out var number) ? number : 0;
    }

    private static ScalePaths? Scale(JsonObject? scale) => scale is null ? null : new(
        scale["specReplicasPath"].AsText() ?? ".spec.replicas", scale["statusReplicasPath"].AsText() ?? ".status.replicas", scale["labelSelectorPath"].AsText());

    private static string[] Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(t => t.AsText() ?? "")];

    [GeneratedRegex(@"^v(?<major>\d+)((?<stage>alpha|beta)(?<minor>\d+))?$")]
    private static partial Regex VersionName();
}
