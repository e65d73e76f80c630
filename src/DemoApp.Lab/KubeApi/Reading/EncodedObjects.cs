using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>
/// The JSON of stored objects, encoded once for all lists and watches that show them. A stored object never changes, so what was
/// made of it stays right for as long as it is held by anyone.
/// </summary>
internal static class EncodedObjects
{
    private static readonly ConditionalWeakTable<JsonObject, byte[]> Whole = [];
    private static readonly ConditionalWeakTable<JsonObject, byte[]> Items = [];

    /// <summary>Writes an object as it is.</summary>
    public static void WriteStored(this Utf8JsonWriter writer, JsonObject stored)
    {
        if (writer.Options.Indented)
        {
            stored.WriteTo(writer);
            return;
        }
        writer.WriteRawValue(Whole.GetValue(stored, Encode), skipInputValidation: true);
    }

    /// <summary>Writes an object as lists of built-in kinds show it: without kind and apiVersion, which the list says.</summary>
    public static void WriteItem(this Utf8JsonWriter writer, JsonObject stored)
    {
        if (writer.Options.Indented)
        {
            WriteWithoutKind(writer, stored);
            return;
        }
        writer.WriteRawValue(Items.GetValue(stored, EncodeItem), skipInputValidation: true);
    }

    private static byte[] Encode(JsonObject stored) => Encode(stored, static (writer, obj) => obj.WriteTo(writer));

    private static byte[] EncodeItem(JsonObject stored) => Encode(stored, WriteWithoutKind);

    private static byte[] Encode(JsonObject stored, Action<Utf8JsonWriter, JsonObject> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, GoEscapes.Writing))
        {
            write(writer, stored);
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteWithoutKind(Utf8JsonWriter writer, JsonObject stored)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in stored)
        {
            if (key is not ("kind" or "apiVersion"))
            {
                writer.WriteNode(key, value);
            }
        }
        writer.WriteEndObject();
    }

    public static void WriteNode(this Utf8JsonWriter writer, string key, JsonNode? value)
    {
        writer.WritePropertyName(key);
        writer.WriteNode(value);
    }

    public static void WriteNode(this Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
