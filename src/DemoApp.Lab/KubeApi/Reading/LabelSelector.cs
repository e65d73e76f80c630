using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>A label selector: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>.</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<JsonObject?, bool>> requirements = [];

    public bool IsEmpty => requirements.Count == 0;

    /// <exception cref="ApiError">400 for a text that is no selector.</exception>
    public static LabelSelector Parse(string? text)
    {
        var selector = new LabelSelector();
        var rest = (text ?? "").Trim();
        while (rest.Length > 0)
        {
            var match = Requirement().Match(rest);
            if (!match.Success)
            {
                throw ApiError.BadRequest($"unable to parse requirement: found '{rest}', expected: identifier, '!', 'in', 'notin', '=', '==' or '!='");
            }
            selector.requirements.Add(Of(match));
            rest = rest[match.Length..].TrimStart();
            if (rest.StartsWith(','))
            {
                rest = rest[1..].TrimStart();
            }
            else if (rest.Length > 0)
            {
                throw ApiError.BadRequest($"unable to parse requirement: found '{rest[0]}', expected: identifier");
            }
        }
        return selector;
    }

    public bool Matches(JsonObject obj)
    {
        var labels = (obj["metadata"] as JsonObject)?["labels"] as JsonObject;
        return requirements.All(r => r(labels));
    }

    private static Func<JsonObject?, bool> Of(Match m)
    {
        var key = m.Groups["key"].Value;
        if (m.Groups["op"].Success)
        {
            var value = m.Groups["value"].Value;
            return m.Groups["op"].Value == "!=" ? l => Value(l, key) != value : l => Value(l, key) == value;
        }
        if (m.Groups["set"].Success)
        {
            var values = m.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
            return m.Groups["set"].Value == "in"
                ? l => Value(l, key) is { } v && values.Contains(v)
                : l => Value(l, key) is not { } v || !values.Contains(v);
        }
        return m.Groups["not"].Success ? l => Value(l, key) is null : l => Value(l, key) is not null;
    }

    private static string? Value(JsonObject? labels, string key) => labels?[key].AsText();

    [GeneratedRegex(@"^(?<not>!\s*)?(?<key>[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?)(\s+(?<set>in|notin)\s*\((?<values>[^)]*)\)|\s*(?<op>==|!=|=)\s*(?<value>[-A-Za-z0-9_.]*))?(?=\s*(,|$))")]
    private static partial Regex Requirement();
}
