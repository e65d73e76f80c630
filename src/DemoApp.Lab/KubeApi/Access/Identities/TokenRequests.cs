using System.Globalization;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using DemoApp.Lab.KubeApi.Writing;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>Answers <c>serviceaccounts/token</c>: a token for the account, as long and as bound as asked for.</summary>
internal sealed class TokenRequests(ApiCluster cluster, ServiceAccountTokens tokens)
{
    public static readonly ResourceType Type = new("authentication.k8s.io", "v1", "TokenRequest", "tokenrequests", true);
    private const long Hour = 3600;
    private const long Shortest = 600;
    private const long Longest = 1L << 32;

    /// <exception cref="ApiError">404 without the account, 405 for another method, 409 or 422 for what it cannot be bound to.</exception>
    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            throw ApiError.MethodNotAllowed(path.Type, http.Request.Method.ToLowerInvariant());
        }
        var asked = await Body.ObjectAsync(http.Request, Type, ct);
        var account = cluster.Store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name);
        var spec = asked["spec"] as JsonObject ?? [];
        var audiences = (spec["audiences"] as JsonArray ?? []).Select(a => a.AsText() ?? "").ToList();
        audiences = audiences.Count == 0 ? [.. Authenticator.Audiences] : audiences;
        var seconds = Seconds(spec, path.Name);
        var end = cluster.Time.GetUtcNow().AddSeconds(seconds);
        var token = tokens.Issue(account, audiences, seconds, Bound(spec["boundObjectRef"] as JsonObject, path));
        await http.WriteAsync(201, new JsonObject
        {
            ["kind"] = Type.Kind, ["apiVersion"] = Type.ApiVersion,
            ["metadata"] = new JsonObject { ["name"] = path.Name, ["namespace"] = path.Namespace, ["creationTimestamp"] = cluster.Now() },
            ["spec"] = new JsonObject
            {
                ["audiences"] = new JsonArray([.. audiences.Select(a => (JsonNode)a)]), ["expirationSeconds"] = seconds,
                ["boundObjectRef"] = spec["boundObjectRef"]?.DeepClone(),
            },
            ["status"] = new JsonObject
            {
                ["token"] = token,
                ["expirationTimestamp"] = end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            },
        });
    }

    private static long Seconds(JsonObject spec, string name)
    {
        var seconds = spec["expirationSeconds"].AsLong() ?? Hour;
        var wrong = seconds < Shortest ? "may not specify a duration less than 10 minutes"
            : seconds > Longest ? "may not specify a duration larger than 2^32 seconds" : null;
        return wrong is null ? seconds
            : throw ApiError.Invalid(Type, name,
                [new("FieldValueInvalid", "spec.expirationSeconds", $"Invalid value: {seconds}: {wrong}")]);
    }

    private (ResourceType Type, JsonObject Object)? Bound(JsonObject? reference, ApiPath path)
    {
        if (reference is null)
        {
            return null;
        }
        var (kind, name, uid) = (reference["kind"].AsText(), reference["name"].AsText() ?? "", reference["uid"].AsText() ?? "");
        var type = ServiceAccountTokens.Bindable.FirstOrDefault(t => t.Kind == kind && t.ApiVersion == reference["apiVersion"].AsText())
            ?? throw ApiError.BadRequest($"cannot bind token to object of type {reference["apiVersion"].AsText()}, Kind={kind}");
        var found = cluster.Store.Find(type, path.Namespace, name) ?? throw ApiError.NotFound(type, name);
        if (uid.Length > 0 && uid != found.Uid())
        {
            throw new ApiError(409, "Conflict",
                $"Operation cannot be fulfilled on {type.QualifiedPlural} \"{name}\": the UID in the bound object reference ({uid}) does not match "
                + "the UID in record. The object might have been deleted and then recreated");
        }
        if (type == BuiltInTypes.Pods && found.FieldText("spec.serviceAccountName") is var runsAs && runsAs != path.Name)
        {
            throw ApiError.BadRequest(
                $"cannot bind token for serviceaccount \"{path.Name}\" to pod running with different serviceaccount name.");
        }
        return (type, found);
    }
}
