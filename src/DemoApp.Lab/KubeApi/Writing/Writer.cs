using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Access.Rbac;
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
    private readonly Escalation escalation = new(cluster);

    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var options = WriteOptions.Of(http.Request);
        switch (http.Request.Method)
        {
            case "POST" when path.Subresource == "eviction":
            case "DELETE" when path.Subresource.Length == 0:
                await deletion.AnswerAsync(http, path, options.DryRun, ct);
                break;
            case "POST" when path.IsCollection:
                await CreateAsync(http, path, await Body.ObjectAsync(http.Request, path.Type, ct), options);
                break;
            case "POST" when path.Subresource == "status":
                throw ApiError.MethodNotAllowed(path.Type, "create");
            case "DELETE":
                throw ApiError.MethodNotAllowed(path.Type, "delete");
            case "POST" when path.Subresource.Length == 0:
                throw cluster.Store.Find(path.Type, path.Namespace, path.Name) is null ? ApiError.NotFound(path.Type, path.Name) : ApiError.AlreadyExists(path.Type, path.Name);
            case "PUT" or "PATCH" when path.IsCollection:
                throw ApiError.BadRequest("name must be provided");
            case "PUT":
                await ReplaceAsync(http, path, await Body.ObjectAsync(http.Request, path.Type, ct), options);
                break;
            case "PATCH":
                var patch = await PatchRequest.ReadAsync(http.Request, path.Type, ct);
                await (patch.IsApply ? ApplyAsync(http, path, (JsonObject)patch.Content, options) : UpdateAsync(http, path, patch.Apply, options));
                break;
            default:
                throw ApiError.MethodNotAllowed(path.Type, http.Request.Method.ToLowerInvariant());
        }
    }

    private Task CreateAsync(HttpContext http, ApiPath path, JsonObject obj, WriteOptions options) =>
        CreateAsync(http, path, obj, Fields(http, path).Ask(null, obj), options);

    private async Task CreateAsync(HttpContext http, ApiPath path, JsonObject obj, Action<JsonObject> own, WriteOptions options)
    {
        if (path.Type.Namespaced && path.Namespace.Length == 0)
        {
            throw path.Type.IsCustom ? ApiError.PageNotFound() : ApiError.NoSuchResource();
        }
        if (path.Type.IsTerminating)
        {
            throw new ApiError(405, "MethodNotAllowed", "create not allowed while custom resource definition is terminating", []);
        }
        var (user, unknown) = (http.Features.Get<UserInfo>()!, options.Unknown(http, path.Type));
        SigningRequests.Sign(path.Type, obj, user);
        JsonObject Create()
        {
            var made = admission.ForCreate(path, obj, unknown);
            escalation.Check(user, path.Type, null, made);
            own(made);
            if (!options.DryRun)
            {
                return cluster.Store.Create(path.Type, made);
            }
            return cluster.Store.Find(path.Type, path.Namespace, made.Name()) is null ? made
                : throw ApiError.AlreadyExists(path.Type, made.Name());
        }

        // What is given to a Service must not be given to another between the choice and the store.
        var created = path.Type == BuiltInTypes.Services ? cluster.Store.Exclusively(Create) : Create();
        await http.WriteAsync(201, Projection.Of(cluster, http.Request, path.Type).One(created));
    }

    private async Task ReplaceAsync(HttpContext http, ApiPath path, JsonObject obj, WriteOptions options)
    {
        Identity.Check(path, obj);
        if (path.Type is { Kind: "Endpoints" or "EndpointSlice" or "Lease" or "Event" } && path.Subresource.Length == 0
            && cluster.Store.Find(path.Type, path.Namespace, path.Name) is null)
        {
            await CreateAsync(http, path with { Name = "" }, obj, options);
            return;
        }
        CheckVersion(path, obj.MetaText("resourceVersion") ?? "");
        await UpdateAsync(http, path, _ => (JsonObject)obj.DeepClone(), options);
    }

    private Task UpdateAsync(HttpContext http, ApiPath path, Func<JsonObject, JsonObject> change, WriteOptions options)
    {
        var fields = Fields(http, path);
        return UpdateAsync(http, path, (before, current) =>
        {
            var requested = change(current);
            return (requested, fields.Ask(before, requested));
        }, options);
    }

    /// <summary>Server-side apply: over the object that is there, or as a new one.</summary>
    private async Task ApplyAsync(HttpContext http, ApiPath path, JsonObject config, WriteOptions options)
    {
        var fields = Fields(http, path, applies: true);
        var force = http.Request.Query["force"] is ["true" or "1"];
        if (path.Subresource.Length == 0 && cluster.Store.Find(path.Type, path.Namespace, path.Name) is null)
        {
            var (requested, own) = fields.Apply(null, config, force);
            Identity.Check(path, requested);
            try
            {
                await CreateAsync(http, path with { Name = "" }, requested, own, options);
                return;
            }
            catch (ApiError e) when (e.Code == 409 && cluster.Store.Find(path.Type, path.Namespace, path.Name) is not null)
            {
                // Somebody else made it in the meantime: apply over that.
            }
        }
        await UpdateAsync(http, path, (before, _) => fields.Apply(before, config, force), options);
    }

    private async Task UpdateAsync(
        HttpContext http, ApiPath path, Func<JsonObject, JsonObject, (JsonObject Requested, Action<JsonObject> Own)> change, WriteOptions options)
    {
        var unknown = options.Unknown(http, path.Type);
        JsonObject? last = null;
        JsonObject? Changed(JsonObject current)
        {
            var before = (JsonObject)current.DeepClone();
            var (requested, own) = change(before, current);
            var after = admission.ForUpdate(path, before, requested, unknown);
            escalation.Check(http.Features.Get<UserInfo>()!, path.Type, before, after);
            own(after);
            last = Admission.LetsGo(path.Type, after) ? after : null;
            return last is null ? after : null;
        }
        JsonObject after;
        if (options.DryRun)
        {
            var current = cluster.Store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name);
            after = Changed((JsonObject)current.DeepClone()) ?? current;
        }
        else
        {
            after = cluster.Store.Update(path.Type, path.Namespace, path.Name, Changed);
        }
        // Watches see what was stored last; the writer sees what it wrote, though that is not kept.
        after = last ?? after;
        await http.WriteAsync(200, Projection.Of(cluster, http.Request, path.Type).One(after));
    }

    private FieldWrite Fields(HttpContext http, ApiPath path, bool applies = false) =>
        new(path.Type, path.Subresource, FieldManagerName.Of(http.Request, applies), cluster.Now());

    /// <summary>A custom resource is replaced only by someone who has seen it; the genuine server names the resource, not the kind, here.</summary>
    private void CheckVersion(ApiPath path, string version)
    {
        if (version.Length > 0 && !long.TryParse(version, out _))
        {
            throw new ApiError(500, null, $"strconv.ParseUint: parsing \"{version}\": invalid syntax");
        }
        if (!path.Type.IsCustom || version is not ("" or "0"))
        {
            return;
        }
        if (cluster.Store.Find(path.Type, path.Namespace, path.Name) is null)
        {
            throw ApiError.NotFound(path.Type, path.Name);
        }
        throw ApiError.Invalid(path.Type with { Kind = path.Type.Plural }, path.Name, [FieldError.Invalid("metadata.resourceVersion", "0x0", "must be specified for an update")]);
    }
}
