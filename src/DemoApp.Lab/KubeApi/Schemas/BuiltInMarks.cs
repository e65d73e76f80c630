using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>What is known of one field beyond its type: how its parts merge, whether it must be there, its default.</summary>
/// <param name="ByValue">A struct that an API server always writes, empty or not.</param>
/// <param name="NullList">A list that an API server always writes, null when empty.</param>
internal sealed record FieldMark(bool Required, bool ByValue, bool NullList, string? List, string[] Keys, string? Map, string? MergeKey, string? Strategy, string? Default)
{
    public static readonly FieldMark None = new(false, false, false, null, [], null, null, null, null);
}

/// <summary>
/// The marks of the fields of built-in kinds that KubernetesClient's models do not carry, by component and field; a mark without a
/// field is of the component itself.
/// </summary>
internal static partial class BuiltInMarks
{
    private static readonly FrozenDictionary<string, FieldMark> Marks = Read(Table);

    public static IEnumerable<string> Marked => Marks.Keys;

    public static FieldMark Of(string component, string field) => Marks.GetValueOrDefault($"{component[(component.LastIndexOf('.') + 1)..]}.{field}", FieldMark.None);

    /// <summary>Writes a mark into a schema as the extensions of Kubernetes.</summary>
    public static JsonObject Put(JsonObject schema, FieldMark mark)
    {
        Put(schema, "x-kubernetes-list-type", mark.List);
        if (mark.Keys.Length > 0)
        {
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. mark.Keys.Select(k => (JsonNode)k)]);
        }
        Put(schema, "x-kubernetes-map-type", mark.Map);
        Put(schema, "x-kubernetes-patch-merge-key", mark.MergeKey);
        Put(schema, "x-kubernetes-patch-strategy", mark.Strategy);
        Put(schema, "default", mark.Default);
        return schema;
    }

    private static void Put(JsonObject schema, string name, string? value)
    {
        if (value is not null)
        {
            schema[name] = value;
        }
    }

    private static FrozenDictionary<string, FieldMark> Read(string table)
    {
        var marks = new Dictionary<string, FieldMark>(StringComparer.Ordinal);
        foreach (var line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var (component, mark) = (words[0], words.Where(w => w[0] is not '.').Skip(1).Aggregate(FieldMark.None, Add));
            var fields = words.Where(w => w[0] == '.').ToArray();
            foreach (var field in fields.Length == 0 ? ["."] : fields)
            {
                var key = component + field;
                marks[key] = marks.ContainsKey(key) ? throw new FormatException($"The table of marks has {key} twice.") : mark;
            }
        }
        return marks.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FieldMark Add(FieldMark mark, string word) => word.Split('=') switch
    {
        ["required"] => mark with { Required = true },
        ["value"] => mark with { ByValue = true },
        ["null"] => mark with { NullList = true },
        ["atomic"] => mark with { List = "atomic" },
        ["set"] => mark with { List = "set" },
        ["map", var keys] => mark with { List = "map", Keys = keys.Split(',') },
        ["whole"] => mark with { Map = "atomic" },
        ["merge", var key] => mark with { MergeKey = key, Strategy = mark.Strategy ?? "merge" },
        ["strategy", var strategy] => mark with { Strategy = strategy },
        ["default", var value] => mark with { Default = value },
        _ => throw new FormatException($"The table of marks has a word that is none: {word}."),
    };
}
