using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>What a deleted object waits for: it may become less, not more.</summary>
internal static class Finalizers
{
    public static void Check(ResourceType type, JsonObject before, JsonObject after)
    {
        var added = Of(after).Except(Of(before)).ToArray();
        if (before.IsDeleting() && added.Length > 0)
        {
            var named = string.Join(", ", added.Select(f => $"\"{f}\""));
            var cause = FieldError.Forbidden(
                "metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{named}}}");
            // The genuine server looks at this twice, and says so twice among the causes.
            throw ApiError.Invalid(type, before.Name(), [cause, cause]);
        }
    }

    private static IEnumerable<string> Of(JsonObject obj) =>
        (obj["metadata"]?["finalizers"] as JsonArray ?? []).Select(f => f.AsText() ?? "");
}
