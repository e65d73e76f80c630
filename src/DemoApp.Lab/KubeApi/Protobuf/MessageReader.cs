using System.Text;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>
/// Reads a message into JSON by the table of its fields. Fields that no table names are left out: they are what the server sets
/// itself. An empty text is one that was not given, as JSON leaves it out.
/// </summary>
internal static class MessageReader
{
    public static JsonObject Read(ReadOnlySpan<byte> message, IReadOnlyDictionary<int, Field> fields)
    {
        var obj = new JsonObject();
        Fill(obj, message, fields);
        return obj;
    }

    public static void Fill(JsonObject obj, ReadOnlySpan<byte> message, IReadOnlyDictionary<int, Field> fields)
    {
        for (var reader = new ProtobufReader(message); reader.Next();)
        {
            if (!fields.TryGetValue(reader.Field, out var field))
            {
                continue;
            }
            switch (field.Form)
            {
                case FieldForm.TextMap or FieldForm.BytesMap or FieldForm.ListMap:
                    AddEntry(Child(obj, field.Name), reader.Bytes, field.Form);
                    break;
                case FieldForm.Text when !field.Repeated && reader.Bytes.IsEmpty:
                    break;
                default:
                    Put(obj, field, Value(reader, field));
                    break;
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
        _ => reader.Text,
    };

    private static void AddEntry(JsonObject map, ReadOnlySpan<byte> entry, FieldForm form)
    {
        var key = "";
        ReadOnlySpan<byte> value = default;
        for (var field = new ProtobufReader(entry); field.Next();)
        {
            if (field.Field == 1)
            {
                key = field.Text;
            }
            else
            {
                value = field.Bytes;
            }
        }
        map[key] = form switch
        {
            FieldForm.BytesMap => Convert.ToBase64String(value),
            FieldForm.ListMap => Read(value, new Fields().Texts(1, "items"))["items"]?.DeepClone() ?? new JsonArray(),
            _ => Encoding.UTF8.GetString(value),
        };
    }

    private static JsonObject Child(JsonObject obj, string name)
    {
        if (obj[name] is not JsonObject child)
        {
            obj[name] = child = [];
        }
        return child;
    }
}
