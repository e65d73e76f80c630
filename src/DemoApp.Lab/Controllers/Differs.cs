using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;

namespace DemoApp.Lab.Controllers;

/// <summary>Whether a status is worth writing, and what a write by somebody else in between means.</summary>
internal static class Differs
{
    public static bool From<T>(T? before, T after) => !JsonNode.DeepEquals(Json(before), Json(after));

    /// <summary>The object changed or went meanwhile: the watch brings it, and the loop comes back.</summary>
    public static async Task UnlessOvertaken(this Task call)
    {
        try
        {
            await call;
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.Conflict) || e.Is(HttpStatusCode.NotFound))
        {
            // Seen again in its turn.
        }
    }

    private static JsonNode? Json<T>(T? value) => value is null ? null : JsonNode.Parse(KubernetesJson.Serialize(value));
}
