using System.Globalization;
using System.Text.Json;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>
/// Reads a spec field by field. Every field must be known: what nobody read is refused, since a fault that leaves half of its manifest
/// out would be another fault. All mistakes are collected, as a user wants to see them.
/// </summary>
internal sealed class SpecReader(JsonElement of, string path, List<string> mistakes)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Mistakes => mistakes;

    public IReadOnlyList<string> Fields => [.. of.EnumerateObject().Select(p => p.Name)];

    public void Refuse(string field, string why) => mistakes.Add($"{path}{field}: {why}");

    public bool Require(string field)
    {
        if (Take(field) is not null)
        {
            return true;
        }
        Refuse(field, "is required");
        return false;
    }

    public string? Text(string field) => Take(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } some ? some : null,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => Wrong<string>(field, "must be a string"),
    };

    public string? OneOf(string field, params string[] allowed)
    {
        var text = Text(field);
        if (text is null || allowed.Contains(text))
        {
            return text;
        }
        Refuse(field, $"\"{text}\" is not supported here; supported: {string.Join(", ", allowed)}");
        return null;
    }

    public TimeSpan? Duration(string field) =>
        Text(field) is not { } text ? null : GoDuration.TryParse(text, out var duration) ? duration
        : Wrong<TimeSpan?>(field, $"\"{text}\" is no duration such as 90ms, 30s or 1m30s");

    /// <summary>A share of 100.</summary>
    public double? Percent(string field) =>
        Text(field) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100 ? value / 100
        : Wrong<double?>(field, $"\"{text}\" is no percentage from 0 to 100");

    public IReadOnlyList<string>? Texts(string field) => Take(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(i => i.GetString()!)],
        _ => Wrong<IReadOnlyList<string>>(field, "must be a list of strings"),
    };

    public IReadOnlyDictionary<string, string>? Map(string field) => Take(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } map when map.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String) =>
            map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal),
        _ => Wrong<IReadOnlyDictionary<string, string>>(field, "must be a map of strings"),
    };

    public SpecReader? Object(string field) => Take(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } inner => new(inner, $"{path}{field}.", mistakes),
        _ => Wrong<SpecReader>(field, "must be an object"),
    };

    /// <summary>A field of Chaos Mesh that asks for nothing here: taken, whatever it says.</summary>
    public void Ignore(string field) => Take(field);

    /// <summary>Nothing more is read: what is left is not supported.</summary>
    public void End()
    {
        foreach (var field in of.EnumerateObject().Where(p => !known.Contains(p.Name) && p.Value.ValueKind != JsonValueKind.Null))
        {
            Refuse(field.Name, "is not supported here");
        }
    }

    private JsonElement? Take(string field)
    {
        known.Add(field);
        return of.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private T? Wrong<T>(string field, string why)
    {
        Refuse(field, why);
        return default;
    }
}
