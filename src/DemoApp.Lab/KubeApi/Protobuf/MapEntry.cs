using System.Text;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>One entry of a map: a message of a key and a value.</summary>
internal static class MapEntry
{
    private static readonly Fields List = new Fields().Texts(1, "value");
    private static readonly Fields Quantity = new Fields().Text(1, "value");

    public static void Add(JsonObject obj, Field map, ReadOnlySpan<byte> entry)
    {
        var key = "";
        ReadOnlySpan<byte> value = default;
        for (var part = new ProtobufReader(entry); part.Next();)
        {
            if (part.Field == 1)
            {
                key = part.Text;
            }
            else
            {
                value = part.Bytes;
            }
        }
        if (obj[map.Name] is not JsonObject entries)
        {
            obj[map.Name] = entries = [];
        }
        entries[key] = map.Form switch
        {
            FieldForm.BytesMap => Convert.ToBase64String(value),
            FieldForm.ListMap => MessageReader.Read(value, List)["value"]?.DeepClone() ?? new JsonArray(),
            FieldForm.QuantityMap => MessageReader.Read(value, Quantity)["value"]?.DeepClone() ?? "0",
            _ => Encoding.UTF8.GetString(value),
        };
    }
}
