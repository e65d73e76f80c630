using System.Globalization;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Reads a message into JSON by the table of its fields. What is empty counts as not given, as JSON leaves it out.</summary>
internal static class MessageReader
{
    private static readonly Fields Quantity = new Fields().Text(1, "value");

    /// <exception cref="ApiError">415 for a field that no table names: better refused than lost.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> message, Fields fields)
    {
        var obj = new JsonObject();
        Fill(obj, message, fields);
        return obj;
    }

    /// <summary>Adds what a message holds to an object.</summary>
    public static void Fill(JsonObject obj, ReadOnlySpan<byte> message, Fields fields)
    {
        for (var reader = new ProtobufReader(message); reader.Next();)
        {
            var empty = reader.Bytes.IsEmpty && reader.Number == 0;
            switch (fields[reader.Field])
            {
                case { Form: FieldForm.Skipped }:
                case null when empty:
                case { Form: FieldForm.Text or FieldForm.Quantity or FieldForm.Bytes or FieldForm.Time, Repeated: false } when empty:
                case { Form: FieldForm.Number or FieldForm.Flag, KeepsZero: false } when empty:
                    break;
                case { Form: FieldForm.TextMap or FieldForm.BytesMap or FieldForm.ListMap or FieldForm.QuantityMap } map:
                    MapEntry.Add(obj, map, reader.Bytes);
                    break;
                case { Form: FieldForm.Inline } part:
                    Fill(obj, reader.Bytes, part.Of!);
                    break;
                case { } field:
                    Put(obj, field, Value(reader, field));
                    break;
                case null:
                    throw ApiError.Unsupported(
                        $"the body of the request was in an unknown format - field {reader.Field} of a part of it "
                        + "is accepted as application/json or application/yaml here");
            }
        }
    }

    private static void Put(JsonObject obj, Field field, JsonNode value)
    {
        if (!field.Repeated)
        {
            obj[field.Name] = value;
        }
        else if (obj[field.Name] is JsonArray list)
        {
            list.Add(value);
        }
        else
        {
            obj[field.Name] = new JsonArray(value);
        }
    }

    private static JsonNode Value(ProtobufReader reader, Field field) => field.Form switch
    {
        FieldForm.Number => (long)reader.Number,
        FieldForm.Flag => reader.Number != 0,
        FieldForm.Message => Read(reader.Bytes, field.Of!),
        FieldForm.IntOrString => IntOrString(reader.Bytes),
        FieldForm.Quantity => Read(reader.Bytes, Quantity)["value"]?.DeepClone() ?? "0",
        FieldForm.Bytes => Convert.ToBase64String(reader.Bytes),
        FieldForm.Time => Time(reader.Bytes),
        _ => reader.Text,
    };

    private static string Time(ReadOnlySpan<byte> message)
    {
        var seconds = 0L;
        for (var part = new ProtobufReader(message); part.Next();)
        {
            seconds = part.Field == 1 ? (long)part.Number : seconds;
        }
        var known = Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return DateTimeOffset.FromUnixTimeSeconds(known).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private static JsonNode IntOrString(ReadOnlySpan<byte> message)
    {
        var (isText, number, text) = (false, 0L, "");
        for (var part = new ProtobufReader(message); part.Next();)
        {
            isText = part.Field == 1 ? part.Number == 1 : isText;
            number = part.Field == 2 ? (long)part.Number : number;
            text = part.Field == 3 ? part.Text : text;
        }
        return isText ? text : number;
    }
}
