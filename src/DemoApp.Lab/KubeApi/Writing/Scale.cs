using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>The scale subresource: how many replicas an object wants, as an autoscaling/v1 Scale whatever its kind.</summary>
internal sealed class Scale(ApiCluster cluster)
{
    private static readonly ResourceType Type = new("autoscaling", "v1", "Scale", "scales", true);
    private readonly Admission admission = new(cluster);

    public async Task AnswerAsync(HttpContext http, ApiPath path, ScalePaths paths, CancellationToken ct)
    {
        var obj = http.Request.Method switch
        {
            "GET" or "HEAD" => Find(path),
            "PUT" when await Body.ObjectAsync(http.Request, Type, ct) is var scale => Change(path, paths, _ => scale, WriteOptions.Of(http.Request).DryRun),
            "PATCH" when await PatchRequest.ReadAsync(http.Request, Type, ct) is var patch => Change(path, paths, patch.Apply, WriteOptions.Of(http.Request).DryRun),
            var method => throw ApiError.MethodNotAllowed(path.Type, method.ToLowerInvariant()),
        };
        await http.WriteAsync(200, ScaleView.Of(obj, paths));
    }

    private JsonObject Find(ApiPath path) => cluster.Store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name);

    private JsonObject Change(ApiPath path, ScalePaths paths, Func<JsonObject, JsonObject> change, bool dryRun)
    {
        var whole = path with { Subresource = "" };
        return dryRun ? Changed((JsonObject)Find(path).DeepClone()) ?? Find(path)
            : cluster.Store.Update(path.Type, path.Namespace, path.Name, Changed);

        JsonObject? Changed(JsonObject current)
        {
            var before = (JsonObject)current.DeepClone();
            var scale = change(ScaleView.Of(current, paths));
            var wanted = (scale["spec"]?["replicas"]).AsLong() ?? 0;
            if (wanted < 0)
            {
                throw ApiError.Invalid(Type, path.Name, [new("FieldValueInvalid", "spec.replicas", $"Invalid value: {wanted}: must be greater than or equal to 0")]);
            }
            ScaleView.Set(current, paths.SpecReplicas, wanted);
            if (scale.MetaText("resourceVersion") is { Length: > 0 } version)
            {
                current.Metadata()["resourceVersion"] = version;
            }
            var after = admission.ForUpdate(whole, before, current, _ => { });
            return Admission.LetsGo(path.Type, after) ? null : after;
        }
    }
}
