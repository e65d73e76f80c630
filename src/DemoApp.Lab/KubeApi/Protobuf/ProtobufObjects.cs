using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>
/// Objects that kubectl 1.32 and later send as protobuf: namespaces, config maps, secrets and service accounts. Field numbers as in
/// Kubernetes' generated.proto files, which never change within a version of an API.
/// </summary>
internal static class ProtobufObjects
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <exception cref="ApiError">400 for a body that cannot be read, 415 for a kind that is read as JSON only.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            throw ApiError.BadRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        var obj = new JsonObject();
        ReadOnlySpan<byte> raw = default;
        for (var unknown = new ProtobufReader(body[Magic.Length..]); unknown.Next();)
        {
            if (unknown.Field == 1)
            {
                for (var type = new ProtobufReader(unknown.Bytes); type.Next();)
                {
                    obj[type.Field == 1 ? "apiVersion" : "kind"] = type.Text;
                }
            }
            else if (unknown.Field == 2)
            {
                raw = unknown.Bytes;
            }
        }
        Fill(obj, raw);
        return obj;
    }

    private static void Fill(JsonObject obj, ReadOnlySpan<byte> raw)
    {
        var kind = obj["kind"].AsText();
        for (var field = new ProtobufReader(raw); field.Next();)
        {
            switch (kind, field.Field)
            {
                case (_, 1):
                    obj["metadata"] = Metadata(field.Bytes);
                    break;
                case ("ConfigMap", 2) or ("Secret", 4):
                    AddText(Child(obj, kind == "Secret" ? "stringData" : "data"), field.Bytes);
                    break;
                case ("ConfigMap", 3) or ("Secret", 2):
                    AddBytes(Child(obj, kind == "Secret" ? "data" : "binaryData"), field.Bytes);
                    break;
                case ("Secret", 3) when field.Bytes.IsEmpty:
                    break;
                case ("Secret", 3):
                    obj["type"] = field.Text;
                    break;
                case ("ConfigMap", 4) or ("Secret", 5):
                    obj["immutable"] = field.Number != 0;
                    break;
                case ("Namespace" or "ServiceAccount", _):
                    break;
                default:
                    throw ApiError.Unsupported($"the body of the request was in an unknown format - {kind} is accepted as application/json or application/yaml here");
            }
        }
    }

    private static JsonObject Metadata(ReadOnlySpan<byte> bytes)
    {
        var metadata = new JsonObject();
        for (var field = new ProtobufReader(bytes); field.Next();)
        {
            switch (field.Field)
            {
                case 1 or 2 or 3 or 6 when field.Bytes.Length > 0:
                    metadata[field.Field switch { 1 => "name", 2 => "generateName", 3 => "namespace", _ => "resourceVersion" }] = field.Text;
                    break;
                case 11 or 12:
                    AddText(Child(metadata, field.Field == 11 ? "labels" : "annotations"), field.Bytes);
                    break;
                case 14:
                    var finalizers = metadata["finalizers"] as JsonArray ?? [];
                    finalizers.Add(field.Text);
                    metadata["finalizers"] = finalizers.Parent is null ? finalizers : finalizers.DeepClone();
                    break;
            }
        }
        return metadata;
    }

    private static void AddText(JsonObject map, ReadOnlySpan<byte> entry)
    {
        Entry(entry, out var key, out var value);
        map[key] = Encoding.UTF8.GetString(value);
    }

    private static void AddBytes(JsonObject map, ReadOnlySpan<byte> entry)
    {
        Entry(entry, out var key, out var value);
        map[key] = Convert.ToBase64String(value);
    }

    private static void Entry(ReadOnlySpan<byte> entry, out string key, out ReadOnlySpan<byte> value)
    {
        key = "";
        value = default;
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
