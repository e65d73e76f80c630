using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Tables;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>
/// Turns stored objects into what the caller asked for: themselves, a table, or their metadata only. Lists and events are written
/// straight from what is stored; one object, the answer to a write, comes as a tree.
/// </summary>
internal sealed class Projection(ApiCluster cluster, ResourceType type, Negotiation form, string includeObject)
{
    private readonly Printer printer = Printers.For(type);
    private readonly Shape shape = form.Shape;
    private readonly string metaVersion = $"meta.k8s.io/{form.MetaVersion}";

    public static Projection Of(ApiCluster cluster, HttpRequest request, ResourceType type) =>
        new(cluster, type, Negotiation.Of(request), request.Query["includeObject"].ToString());

    public JsonObject One(JsonObject obj)
    {
        if (shape == Shape.Object)
        {
            return (JsonObject)obj.DeepClone();
        }
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, GoEscapes.Writing))
        {
            WriteEvent(writer, obj, true);
        }
        return JsonNode.Parse(buffer.WrittenSpan, documentOptions: new JsonDocumentOptions { MaxDepth = Replies.Deepest })!.AsObject();
    }

    public void WriteMany(Utf8JsonWriter writer, IReadOnlyList<JsonObject> items, JsonObject metadata)
    {
        if (shape == Shape.Table)
        {
            WriteTable(writer, items, metadata, true);
            return;
        }
        var partial = shape == Shape.Metadata;
        writer.WriteStartObject();
        writer.WriteString("kind", partial ? "PartialObjectMetadataList" : type.ListKind);
        writer.WriteString("apiVersion", partial ? metaVersion : type.ApiVersion);
        writer.WriteNode("metadata", metadata);
        writer.WriteStartArray("items");
        foreach (var item in items)
        {
            if (partial)
            {
                WriteMetadata(writer, item);
            }
            else if (type.IsCustom)
            {
                writer.WriteStored(item);
            }
            else
            {
                writer.WriteItem(item);
            }
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>One object, as a watch event carries it. Column definitions go only with the first.</summary>
    public void WriteEvent(Utf8JsonWriter writer, JsonObject obj, bool first)
    {
        switch (shape)
        {
            case Shape.Table:
                WriteTable(writer, [obj], VersionOf(obj), first);
                break;
            case Shape.Metadata:
                WriteMetadata(writer, obj);
                break;
            default:
                writer.WriteStored(obj);
                break;
        }
    }

    /// <summary>The object of a bookmark: only a resource version, in the shape of the other events.</summary>
    public JsonObject Bookmark(long version, JsonObject? annotations)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (annotations is not null)
        {
            metadata["annotations"] = annotations;
        }
        return new JsonObject { ["kind"] = type.Kind, ["apiVersion"] = type.ApiVersion, ["metadata"] = metadata };
    }

    private void WriteTable(Utf8JsonWriter writer, IReadOnlyList<JsonObject> items, JsonObject metadata, bool columns)
    {
        var now = cluster.Time.GetUtcNow();
        writer.WriteStartObject();
        writer.WriteString("kind", "Table");
        writer.WriteString("apiVersion", metaVersion);
        writer.WriteNode("metadata", metadata);
        writer.WriteNode("columnDefinitions", columns ? printer.Definitions() : null);
        if (items.Count == 0 && printer.EmptyIsNull)
        {
            writer.WriteNull("rows");
            writer.WriteEndObject();
            return;
        }
        writer.WriteStartArray("rows");
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writer.WriteNode("cells", printer.Cells(item, now));
            writer.WritePropertyName("object");
            WriteRowObject(writer, item);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteRowObject(Utf8JsonWriter writer, JsonObject item)
    {
        switch (includeObject)
        {
            case "Object":
                writer.WriteStored(item);
                break;
            case "None":
                writer.WriteNullValue();
                break;
            default:
                WriteMetadata(writer, item);
                break;
        }
    }

    private void WriteMetadata(Utf8JsonWriter writer, JsonObject obj)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "PartialObjectMetadata");
        writer.WriteString("apiVersion", metaVersion);
        writer.WriteNode("metadata", obj["metadata"]);
        writer.WriteEndObject();
    }

    private static JsonObject VersionOf(JsonObject obj) => new() { ["resourceVersion"] = obj.MetaText("resourceVersion") };
}
