using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Access.Reviews;

/// <summary>"Whose token is this?"</summary>
internal sealed class TokenReview(Authenticator authenticator)
{
    /// <exception cref="ApiError">400 without a token.</exception>
    public JsonObject Answer(JsonObject spec)
    {
        var token = spec["token"].AsText() is { Length: > 0 } given
            ? given : throw ApiError.BadRequest("token is required for TokenReview in authentication");
        var audiences = (spec["audiences"] as JsonArray ?? []).Select(a => a.AsText() ?? "").ToList();
        var meant = audiences.Count == 0 ? Authenticator.Audiences : audiences;
        return authenticator.Find(token, meant) is { } user
            ? new()
            {
                ["authenticated"] = true, ["user"] = user.ToJson(),
                ["audiences"] = new JsonArray([.. meant.Select(a => (JsonNode)a)]),
            }
            : new() { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
    }
}
