using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>The binding subresource of pods: how a scheduler puts a pod on a node, once.</summary>
internal sealed class Binding(ApiCluster cluster)
{
    private static readonly ResourceType Type = new("", "v1", "Binding", "bindings", true);

    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        if (http.Request.Method != "POST")
        {
            throw ApiError.MethodNotAllowed(path.Type, http.Request.Method.ToLowerInvariant());
        }
        var binding = await Body.ObjectAsync(http.Request, Type, ct);
        var node = binding.FieldText("target.name");
        if (node.Length == 0)
        {
            throw ApiError.Invalid(Type, path.Name, [FieldError.Required("target.name")]);
        }
        if (!WriteOptions.Of(http.Request).DryRun)
        {
            cluster.Store.Update(BuiltInTypes.Pods, path.Namespace, path.Name, pod => Bind(path, pod, node));
        }
        await http.WriteAsync(201, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 });
    }

    private JsonObject Bind(ApiPath path, JsonObject pod, string node)
    {
        var why = pod.IsDeleting() ? $"pod {path.Name} is being deleted, cannot be assigned to a host"
            : pod.FieldText("spec.nodeName") is { Length: > 0 } taken ? $"pod {path.Name} is already assigned to node \"{taken}\""
            : null;
        if (why is not null)
        {
            throw new ApiError(409, "Conflict", $"Operation cannot be fulfilled on pods/binding \"{path.Name}\": {why}", new JsonObject { ["name"] = path.Name, ["kind"] = "pods/binding" });
        }
        pod["spec"]!["nodeName"] = node;
        if (pod["status"] is not JsonObject status)
        {
            pod["status"] = status = [];
        }
        var others = (status["conditions"] as JsonArray ?? []).Where(c => c?["type"].AsText() != "PodScheduled").Select(c => c?.DeepClone());
        status["conditions"] = new JsonArray(
        [
            .. others,
            new JsonObject { ["type"] = "PodScheduled", ["status"] = "True", ["lastProbeTime"] = null, ["lastTransitionTime"] = cluster.Now() },
        ]);
        return pod;
    }
}
