using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Writing;

internal static class DefaultFields
{
    /// <summary>Sets a field that is absent or null.</summary>
    public static void PutDefault(this JsonObject obj, string field, JsonNode? value)
    {
        if (obj[field] is null)
        {
            obj[field] = value;
        }
    }
}
