using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>The owner references of an object.</summary>
internal static class Owners
{
    public static IEnumerable<JsonObject> Of(JsonObject obj) =>
        ((obj["metadata"] as JsonObject)?["ownerReferences"] as JsonArray ?? []).OfType<JsonObject>();
}
