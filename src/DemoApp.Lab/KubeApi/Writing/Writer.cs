using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Fields;
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
                await (patch.IsApply ? ApplyAsync(http, path, (JsonObject)patch.Content, dryRun) : UpdateAsync(http, path, patch.Apply, dryRun));
                break;
            default:
                throw ApiError.MethodNotAllowed(path.Type, http.Request.Method.ToLowerInvariant());
        }
    }

    private Task CreateAsync(HttpContext http, ApiPath path, JsonObject obj, bool dryRun) =>
        CreateAsync(http, path, obj, Fields(http, path).Ask(null, obj), dryRun);

    private async Task CreateAsync(HttpContext http, ApiPath path, JsonObject obj, Action<JsonObject> own, bool dryRun)
    {
        if (path.Type.Namespaced && path.Namespace.Length == 0)
        {
            throw ApiError.NoSuchResource();
        }
        var created = admission.ForCreate(path, obj, Unknown(http));
        own(created);
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

    private Task UpdateAsync(HttpContext http, ApiPath path, Func<JsonObject, JsonObject> change, bool dryRun)
    {
        var fields = Fields(http, path);
        return UpdateAsync(http, path, (before, current) =>
        {
            var requested = change(current);
            return (requested, fields.Ask(before, requested));
        }, dryRun);
    }

    /// <summary>Server-side apply: over the object that is there, or as a new one.</summary>
    private async Task ApplyAsync(HttpContext http, ApiPath path, JsonObject config, bool dryRun)
    {
        var fields = Fields(http, path, applies: true);
        var force = http.Request.Query["force"] is ["true" or "1"];
        if (path.Subresource.Length == 0 && cluster.Store.Find(path.Type, path.Namespace, path.Name) is null)
        {
            var (requested, own) = fields.Apply(null, config, force);
            Admission.CheckIdentity(path, requested);
            try
            {
                await CreateAsync(http, path with { Name = "" }, requested, own, dryRun);
                return;
            }
            catch (ApiError e) when (e.Code == 409 && cluster.Store.Find(path.Type, path.Namespace, path.Name) is not null)
            {
                // Somebody else made it in the meantime: apply over that.
            }
        }
        await UpdateAsync(http, path, (before, _) => fields.Apply(before, config, force), dryRun);
    }

    private async Task UpdateAsync(HttpContext http, ApiPath path, Func<JsonObject, JsonObject, (JsonObject Requested, Action<JsonObject> Own)> change, bool dryRun)
    {
        var warn = Unknown(http);
        JsonObject? Changed(JsonObject current)
        {
            var before = (JsonObject)current.DeepClone();
            var (requested, own) = change(before, current);
            var after = admission.ForUpdate(path, before, requested, warn);
            if (after is not null)
            {
                own(after);
            }
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

    private FieldWrite Fields(HttpContext http, ApiPath path, bool applies = false) =>
        new(path.Type, path.Subresource, FieldManagerName.Of(http.Request, applies), cluster.Now());

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
