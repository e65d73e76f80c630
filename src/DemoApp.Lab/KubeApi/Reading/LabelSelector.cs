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
        for (var rest = (text ?? "").Trim(); rest.Length > 0;)
        {
            var match = Requirement().Match(rest);
            if (!match.Success)
            {
                throw Unreadable(rest);
            }
            CheckKey(match.Groups["key"].Value);
            selector.requirements.Add(Of(match));
            rest = rest[match.Length..].TrimStart();
            if (rest.StartsWith(','))
            {
                rest = rest[1..].TrimStart();
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
            return m.Groups["op"].Value switch
            {
                "!=" => l => Value(l, key) != value,
                ">" => l => long.TryParse(Value(l, key), out var n) && long.TryParse(value, out var least) && n > least,
                "<" => l => long.TryParse(Value(l, key), out var n) && long.TryParse(value, out var most) && n < most,
                _ => l => Value(l, key) == value,
            };
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

    private static void CheckKey(string key)
    {
        var name = key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (!Name().IsMatch(name) || name.Length > 63)
        {
            throw ApiError.BadRequest(
                $"unable to parse requirement: <nil>: Invalid value: \"{key}\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with " +
                "an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
        }
    }

    private static ApiError Unreadable(string rest)
    {
        var token = Operator().Match(rest) is { Success: true } second ? second.Groups["next"].Value : rest;
        return ApiError.BadRequest($"unable to parse requirement: found '{token}', expected: identifier");
    }

    [GeneratedRegex(@"^(?<not>!\s*)?(?<key>[-A-Za-z0-9_./]+)(\s+(?<set>in|notin)\s*\((?<values>[^)]*)\)|\s*(?<op>==|!=|=|>|<)\s*(?<value>[-A-Za-z0-9_.]*))?(?=\s*(,|$))")]
    private static partial Regex Requirement();

    /// <summary>A second operator where a value is expected.</summary>
    [GeneratedRegex(@"^!?[-A-Za-z0-9_./]+\s*(==|!=|=)\s*(?<next>==|!=|=|[^,]+)")]
    private static partial Regex Operator();

    [GeneratedRegex("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$")]
    private static partial Regex Name();
}
