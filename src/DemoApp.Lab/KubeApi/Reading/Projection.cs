using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Tables;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>Turns stored objects into what the caller asked for: themselves, a table, or their metadata only.</summary>
internal sealed class Projection(ApiCluster cluster, ResourceType type, Shape shape, string includeObject)
{
    public static Projection Of(ApiCluster cluster, HttpRequest request, ResourceType type) =>
        new(cluster, type, Negotiation.Of(request).Shape, request.Query["includeObject"].ToString());

    public JsonObject One(JsonObject obj) => shape switch
    {
        Shape.Table => Table([obj], new JsonObject { ["resourceVersion"] = obj.MetaText("resourceVersion") }, true),
        Shape.Metadata => MetadataOnly(obj),
        _ => (JsonObject)obj.DeepClone(),
    };

    public JsonObject Many(IReadOnlyList<JsonObject> items, JsonObject metadata)
    {
        if (shape == Shape.Table)
        {
            return Table(items, metadata, true);
        }
        var partial = shape == Shape.Metadata;
        return new JsonObject
        {
            ["kind"] = partial ? "PartialObjectMetadataList" : type.ListKind,
            ["apiVersion"] = partial ? "meta.k8s.io/v1" : type.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. items.Select(i => partial ? MetadataOnly(i) : Item(i))]),
        };
    }

    /// <summary>The object of a watch event. Column definitions go only with the first.</summary>
    public JsonObject Event(JsonObject obj, bool first) => shape == Shape.Table
        ? Table([obj], new JsonObject { ["resourceVersion"] = obj.MetaText("resourceVersion") }, first)
        : One(obj);

    /// <summary>A bookmark: only a resource version, in the shape of the other events.</summary>
    public JsonObject Bookmark(long version, bool first, JsonObject? annotations)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        if (annotations is not null)
        {
            metadata["annotations"] = annotations;
        }
        var obj = new JsonObject { ["kind"] = type.Kind, ["apiVersion"] = type.ApiVersion, ["metadata"] = metadata };
        return Event(obj, first);
    }

    private JsonObject Table(IReadOnlyList<JsonObject> items, JsonObject metadata, bool columns)
    {
        var printer = Printers.For(type);
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = columns ? printer.Definitions() : null,
            ["rows"] = new JsonArray([.. items.Select(i => (JsonNode)new JsonObject
            {
                ["cells"] = printer.Cells(i, cluster.Time.GetUtcNow()),
                ["object"] = includeObject switch
                {
                    "Object" => i.DeepClone(),
                    "None" => null,
                    _ => MetadataOnly(i),
                },
            })]),
        };
    }

    /// <summary>Items of built-in lists carry no kind and no apiVersion; custom ones do.</summary>
    private JsonObject Item(JsonObject obj)
    {
        var item = (JsonObject)obj.DeepClone();
        if (!type.IsCustom)
        {
            item.Remove("kind");
            item.Remove("apiVersion");
        }
        return item;
    }

    private static JsonObject MetadataOnly(JsonObject obj) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = obj["metadata"]?.DeepClone(),
    };
}
