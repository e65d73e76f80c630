using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>
/// Reads JSON as a genuine server does: of a key given twice the last value counts, numbers are finite, and nesting has an end.
/// A tree from here can be walked, cloned and written without surprises later.
/// </summary>
internal static class JsonText
{
    /// <summary>Levels of a body. What writes an object into lists, tables and events allows some more.</summary>
    public const int Deepest = 500;

    /// <exception cref="JsonException">The text is no JSON, or none that can be kept.</exception>
    public static JsonNode? Parse(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = Deepest });
        reader.Read();
        var node = Value(ref reader);
        // Anything but white space after the value is a mistake, and reading on says so.
        reader.Read();
        return node;
    }

    public static bool IsDeeperThan(int levels, JsonNode? node) => node switch
    {
        JsonObject o => levels == 0 || o.Any(p => IsDeeperThan(levels - 1, p.Value)),
        JsonArray a => levels == 0 || a.Any(i => IsDeeperThan(levels - 1, i)),
        _ => false,
    };

    private static JsonNode? Value(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(ref reader),
        JsonTokenType.StartArray => Array(ref reader),
        JsonTokenType.String => Text(ref reader),
        JsonTokenType.Number => Number(ref reader),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    private static JsonObject Object(ref Utf8JsonReader reader)
    {
        var obj = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Text(ref reader);
            reader.Read();
            obj[key] = Value(ref reader);
        }
        return obj;
    }

    private static JsonArray Array(ref Utf8JsonReader reader)
    {
        var array = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            array.Add(Value(ref reader));
        }
        return array;
    }

    /// <summary>Kept as it was written (1.50 stays 1.50), so long as a double can hold it.</summary>
    private static JsonNode? Number(ref Utf8JsonReader reader) => double.IsFinite(reader.GetDouble())
        ? JsonValue.Create(JsonElement.ParseValue(ref reader))
        : throw new JsonException($"cannot unmarshal number {Encoding.UTF8.GetString(reader.ValueSpan)} into Go value of type float64");

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a string has half of a surrogate pair");
        }
    }
}
