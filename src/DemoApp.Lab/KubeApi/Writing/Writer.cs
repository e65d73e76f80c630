using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Reading;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>Answers POST, PUT, PATCH and DELETE.</summary>
internal sealed class Writer(ApiCluster cluster)
{
    private readonly Admission admission = new(cluster);
    private readonly Deletion deletion = new(cluster);
    private readonly Escalation escalation = new(cluster);

    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var dryRun = DryRun(http.Request);
        switch (http.Request.Method)
        {
            case "POST" when path.Subresource == "eviction":
            case "DELETE" when path.Subresource.Length == 0:
                await deletion.AnswerAsync(http, path, dryRun, ct);
                break;
            case "POST" when path.IsCollection:
                await CreateAsync(http, path, await Body.ObjectAsync(http.Request, path.Type, ct), dryRun);
                break;
            case "POST" when path.Subresource.Length == 0:
                throw cluster.Store.Find(path.Type, path.Namespace, path.Name) is null ? ApiError.NotFound(path.Type, path.Name) : ApiError.AlreadyExists(path.Type, path.Name);
            case "PUT" or "PATCH" when path.IsCollection:
                throw ApiError.BadRequest("name must be provided");
            case "PUT":
                await ReplaceAsync(http, path, await Body.ObjectAsync(http.Request, path.Type, ct), dryRun);
                break;
            case "PATCH":
                var patch = await PatchRequest.ReadAsync(http.Request, path.Type, ct);
                await UpdateAsync(http, path, patch.Apply, dryRun);
                break;
            default:
                throw ApiError.MethodNotAllowed(path.Type, http.Request.Method.ToLowerInvariant());
        }
    }

    private async Task CreateAsync(HttpContext http, ApiPath path, JsonObject obj, bool dryRun)
    {
        if (path.Type.Namespaced && path.Namespace.Length == 0)
        {
            throw ApiError.NoSuchResource();
        }
        var created = admission.ForCreate(path, obj, Unknown(http));
        escalation.Check(http.Features.Get<UserInfo>()!, path.Type, null, created);
        if (dryRun)
        {
            if (cluster.Store.Find(path.Type, path.Namespace, created.Name()) is not null)
            {
                throw ApiError.AlreadyExists(path.Type, created.Name());
            }
        }
        else
        {
            created = cluster.Store.Create(path.Type, created);
        }
        await http.WriteAsync(201, Projection.Of(cluster, http.Request, path.Type).One(created));
    }

    private async Task ReplaceAsync(HttpContext http, ApiPath path, JsonObject obj, bool dryRun)
    {
        Admission.CheckIdentity(path, obj);
        if (path.Type is { Kind: "Endpoints" or "EndpointSlice" or "Lease" or "Event" } && path.Subresource.Length == 0
            && cluster.Store.Find(path.Type, path.Namespace, path.Name) is null)
        {
            await CreateAsync(http, path with { Name = "" }, obj, dryRun);
            return;
        }
        if (path.Type.IsCustom && obj.MetaText("resourceVersion") is null or "")
        {
            if (cluster.Store.Find(path.Type, path.Namespace, path.Name) is null)
            {
                throw ApiError.NotFound(path.Type, path.Name);
            }
            throw ApiError.Invalid(path.Type, path.Name, [new("FieldValueInvalid", "metadata.resourceVersion", "Invalid value: 0x0: must be specified for an update")]);
        }
        await UpdateAsync(http, path, _ => (JsonObject)obj.DeepClone(), dryRun);
    }

    private async Task UpdateAsync(HttpContext http, ApiPath path, Func<JsonObject, JsonObject> change, bool dryRun)
    {
        var warn = Unknown(http);
        JsonObject? Changed(JsonObject current)
        {
            var before = (JsonObject)current.DeepClone();
            var after = admission.ForUpdate(path, before, change(current), warn);
            escalation.Check(http.Features.Get<UserInfo>()!, path.Type, before, after ?? before);
            return after;
        }
        JsonObject after;
        if (dryRun)
        {
            var current = cluster.Store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name);
            after = Changed((JsonObject)current.DeepClone()) ?? current;
        }
        else
        {
            after = cluster.Store.Update(path.Type, path.Namespace, path.Name, Changed);
        }
        await http.WriteAsync(200, Projection.Of(cluster, http.Request, path.Type).One(after));
    }

    /// <summary>What to do with unknown fields: refuse (Strict), say so (Warn, the default), or nothing (Ignore).</summary>
    private static Action<IReadOnlyList<string>> Unknown(HttpContext http)
    {
        var validation = http.Request.Query["fieldValidation"].ToString();
        return validation switch
        {
            "Ignore" => _ => { },
            "Strict" => fields => throw ApiError.BadRequest("strict decoding error: " + string.Join(", ", fields.Select(f => $"unknown field \"{f}\""))),
            "" or "Warn" => fields =>
            {
                foreach (var field in fields)
                {
                    http.Warn($"unknown field \"{field}\"");
                }
            },
            _ => throw new ApiError(422, "Invalid", $"invalid value for fieldValidation: \"{validation}\": supported values: Ignore, Strict, Warn", []),
        };
    }

    private static bool DryRun(HttpRequest request) => request.Query["dryRun"].ToString() switch
    {
        "" => false,
        "All" => true,
        var other => throw new ApiError(422, "Invalid", $"invalid value for dryRun: \"{other}\": supported values: All", []),
    };
}
