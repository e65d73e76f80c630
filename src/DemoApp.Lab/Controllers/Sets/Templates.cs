using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>Pod templates compared and named by what they say, whatever the order it was written in. Pure.</summary>
internal static class Templates
{
    public const string HashLabel = "pod-template-hash";

    /// <summary>Names kubectl users know no vowel in.</summary>
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int HashLength = 10;

    public static bool Same(V1PodTemplateSpec left, V1PodTemplateSpec right) => Canonical(left) == Canonical(right);

    public static string Hash(V1PodTemplateSpec template, int collisions = 0) => Hash(Canonical(template) + collisions, HashLength);

    public static string Hash(string text, int length) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(text)).Take(length).Select(b => Alphabet[b % Alphabet.Length]));

    /// <summary>A copy nobody else has in hand.</summary>
    public static T Copy<T>(T value) => KubernetesJson.Deserialize<T>(KubernetesJson.Serialize(value));

    /// <summary>The template with one label more.</summary>
    public static V1PodTemplateSpec With(V1PodTemplateSpec template, string label, string value)
    {
        var copy = Copy(template);
        copy.Metadata ??= new V1ObjectMeta();
        copy.Metadata.Labels ??= new Dictionary<string, string>();
        copy.Metadata.Labels[label] = value;
        return copy;
    }

    private static string Canonical(V1PodTemplateSpec template)
    {
        var json = JsonNode.Parse(KubernetesJson.Serialize(template))!.AsObject();
        (json["metadata"]?["labels"] as JsonObject)?.Remove(HashLabel);
        return Sorted(json)?.ToJsonString() ?? "";
    }

    /// <summary>What is empty says nothing.</summary>
    private static JsonNode? Sorted(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                var fields = o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value))).Where(
                    p => p.Value is not null).ToArray();
                return fields.Length == 0 ? null : new JsonObject(fields);
            case JsonArray a:
                return a.Count == 0 ? null : new JsonArray([.. a.Select(Sorted)]);
            default:
                return node?.DeepClone();
        }
    }
}
