using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Protobuf;
using DemoApp.Lab.KubeApi.Reading;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>Answers DELETE: at once, after a grace period (pods on a node), or once the finalizers are gone.</summary>
internal sealed class Deletion(ApiCluster cluster)
{
    private const long DefaultGrace = 30;

    public async Task AnswerAsync(HttpContext http, ApiPath path, bool dryRun, CancellationToken ct)
    {
        var options = await OptionsAsync(http.Request, ct);
        dryRun |= options["dryRun"] is JsonArray { Count: > 0 };
        if (path is { Type.Kind: "Namespace", Type.Group: "", Name: "default" or "kube-system" or "kube-public" })
        {
            throw ApiError.Forbidden(path.Type, path.Name, "this namespace may not be deleted");
        }
        if (path is { Type.Kind: "Namespace", Type.Group: "", IsCollection: true })
        {
            throw ApiError.MethodNotAllowed(path.Type, "deletecollection");
        }
        if (path.IsCollection)
        {
            var selection = Selection.Of(http.Request, path);
            var gone = cluster.Store.List(path.Type, path.Namespace).Items.Where(selection.Matches)
                .Select(o => dryRun ? o : Delete(path with { Name = o.Name(), Namespace = o.Namespace() }, options)).ToList();
            var metadata = new JsonObject { ["resourceVersion"] = $"{cluster.Store.Version}" };
            await http.WriteAsync(200,
                writer => new Projection(cluster, path.Type, new(Shape.Object, false), "").WriteMany(writer, gone, metadata));
            return;
        }
        var deleted = dryRun ? cluster.Store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name) : Delete(path, options);
        var waits = !dryRun && cluster.Store.Find(path.Type, path.Namespace, path.Name)?.Uid() == deleted.Uid();
        await http.WriteAsync(path.Subresource == "eviction" ? 201 : 200,
            path.Subresource == "eviction" ? Evicted()
            : waits || path.Type.Kind is "Service" or "Pod" or "Namespace" ? (JsonObject)deleted.DeepClone() : Success(path.Type, deleted));
    }

    private JsonObject Delete(ApiPath path, JsonObject options)
    {
        var finalizer = options["propagationPolicy"].AsText() switch { "Foreground" => "foregroundDeletion", "Orphan" => "orphan", _ => null };
        var deleted = cluster.Store.Update(path.Type, path.Namespace, path.Name, obj =>
        {
            CheckPreconditions(path, obj, options["preconditions"] as JsonObject);
            if (path.Type is { Kind: "CustomResourceDefinition", IsCustom: false })
            {
                DefinitionStatus.Terminate(obj, cluster.Now());
            }
            var grace = Grace(path.Type, obj, options);
            if (finalizer is not null && !obj.IsDeleting())
            {
                var finalizers = obj.Metadata()["finalizers"] as JsonArray ?? [];
                finalizers.Add(finalizer);
                obj.Metadata()["finalizers"] = finalizers.DeepClone();
            }
            if (!obj.HasFinalizers() && grace == 0 && path.Type.Kind is not ("Namespace" or "Pod"))
            {
                return null;
            }
            if (obj.IsDeleting() && grace >= (obj.Metadata()["deletionGracePeriodSeconds"].AsLong() ?? 0))
            {
                return obj;
            }
            if (!obj.IsDeleting() && obj.Metadata()["generation"].AsLong() is { } generation and > 0)
            {
                obj.Metadata()["generation"] = generation + 1;
            }
            obj.Metadata()["deletionTimestamp"] = cluster.Time.GetUtcNow().AddSeconds(grace).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            obj.Metadata()["deletionGracePeriodSeconds"] = grace;
            if (path.Type.Kind == "Namespace")
            {
                obj["status"] = new JsonObject { ["phase"] = "Terminating" };
            }
            return obj;
        });
        if (path.Type.Kind == "Pod" && !deleted.HasFinalizers() && (deleted.Metadata()["deletionGracePeriodSeconds"]).AsLong() == 0)
        {
            // Watches see a pod that goes at once as one whose time was up, and then its end.
            End(path, deleted.Uid());
        }
        return deleted;
    }

    private void End(ApiPath path, string? uid)
    {
        try
        {
            cluster.Store.Update(path.Type, path.Namespace, path.Name, pod => pod.Uid() == uid ? null : pod);
        }
        catch (ApiError error) when (error.Code == 404)
        {
            // Its node was faster.
        }
    }

    private static long Grace(ResourceType type, JsonObject obj, JsonObject options)
    {
        if (type.Kind != "Pod" || obj.FieldText("spec.nodeName").Length == 0 || obj.FieldText("status.phase") is "Succeeded" or "Failed")
        {
            return 0;
        }
        return options["gracePeriodSeconds"].AsLong() ?? (obj["spec"]?["terminationGracePeriodSeconds"]).AsLong() ?? DefaultGrace;
    }

    private static void CheckPreconditions(ApiPath path, JsonObject obj, JsonObject? preconditions)
    {
        foreach (var (field, label, happened) in (ReadOnlySpan<(string, string, string)>)[("uid", "UID", "deleted and then recreated"), ("resourceVersion", "ResourceVersion", "modified")])
        {
            if (preconditions?[field].AsText() is { } wanted && wanted != obj.MetaText(field))
            {
                throw ApiError.PreconditionFailed(path.Type, path.Name,
                    $"the {label} in the precondition ({wanted}) does not match the {label} in record ({obj.MetaText(field)}). The object might have been {happened}");
            }
        }
    }

    private static async Task<JsonObject> OptionsAsync(HttpRequest request, CancellationToken ct)
    {
        var options = new JsonObject();
        if (Body.MediaType(request) == ProtobufObjects.MediaType && await Body.ProtobufAsync(request, ct) is { } sent)
        {
            options = sent["deleteOptions"] as JsonObject ?? sent;
        }
        else if (Body.MediaType(request) is "application/json" or "application/yaml"
            && await Body.TextAsync(request, ct) is { Length: > 0 } text)
        {
            try
            {
                options = JsonText.Parse(text) as JsonObject ?? options;
                CheckKind(options);
                options = options["deleteOptions"] as JsonObject ?? options;
            }
            catch (JsonException e)
            {
                throw ApiError.BadRequest($"error decoding delete options: {e.Message}");
            }
        }
        if (request.Query["gracePeriodSeconds"].Count > 0)
        {
            options["gracePeriodSeconds"] = ListRequest.Number(request, "gracePeriodSeconds");
        }
        if (request.Query["propagationPolicy"].ToString() is { Length: > 0 } policy)
        {
            options["propagationPolicy"] = policy;
        }
        return options["propagationPolicy"].AsText() is null or "Background" or "Foreground" or "Orphan"
            ? options
            : throw ApiError.InvalidOptions("DeleteOptions", FieldError.NotSupported("propagationPolicy", options["propagationPolicy"]!.ToJsonString(), "Foreground", "Background", "Orphan", "nil"));
    }

    private static void CheckKind(JsonObject options)
    {
        if (options["kind"].AsText() is { Length: > 0 } kind and not ("DeleteOptions" or "Eviction"))
        {
            throw new ApiError(500, null,
                $"no kind \"{kind}\" is registered for version \"{options["apiVersion"].AsText()}\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\"");
        }
    }

    private static JsonObject Evicted() => new()
    {
        ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201,
    };

    private static JsonObject Success(ResourceType type, JsonObject deleted)
    {
        var details = new JsonObject { ["name"] = deleted.Name() };
        if (type.Group.Length > 0)
        {
            details["group"] = type.Group;
        }
        details["kind"] = type.Plural;
        details["uid"] = deleted.Uid();
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details };
    }
}
