using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace DemoApp.Lab.Controllers;

internal static class Patches
{
    public static V1Patch Merge(object body) => new(body, V1Patch.PatchType.MergePatch);

    public static bool Is(this HttpOperationException e, HttpStatusCode code) => e.Response?.StatusCode == code;

    /// <summary>The server's own words, where it had some.</summary>
    public static string Said(this HttpOperationException e)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(e.Response?.Content ?? "")?.Message ?? e.Message;
        }
        catch (JsonException)
        {
            return e.Message;
        }
    }

    /// <summary>The object is gone, or already there: what was wanted holds.</summary>
    public static async Task Unless(this Task call, HttpStatusCode expected)
    {
        try
        {
            await call;
        }
        catch (HttpOperationException e) when (e.Is(expected))
        {
            // Somebody else was faster.
        }
    }
}
