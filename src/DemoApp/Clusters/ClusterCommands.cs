using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace DemoApp.Clusters;

/// <summary>What an operation may do to one cluster. Each answers once the API server has accepted it; what comes of it the watches see.</summary>
internal sealed class ClusterCommands(ClusterConfig config, Kubernetes client, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Asks for a recovery: <c>spec.clusterRecovery: true</c> by JSON merge patch.</summary>
    /// <exception cref="ApiAnswerException">The server refused, or could not be reached; the message says how.</exception>
    public Task RecoverAsync(CancellationToken ct) => AskAsync(
        "the patch",
        limit => client.CustomObjects.PatchNamespacedCustomObjectAsync(
            new V1Patch("""{"spec":{"clusterRecovery":true}}""", V1Patch.PatchType.MergePatch),
            "app.redislabs.com", "v1", config.Namespace, "redisenterpriseclusters", config.Rec, cancellationToken: limit),
        ct);

    /// <summary>Names the service its page is to go through. Makes the ConfigMap where there is none yet.</summary>
    /// <exception cref="ApiAnswerException">The server refused, or could not be reached; the message says how.</exception>
    public Task SetRouteAsync(string service, CancellationToken ct) => AskAsync(
        $"the route {service}",
        async limit =>
        {
            var data = new Dictionary<string, string> { [ClusterConfig.RouteKey] = service };
            try
            {
                var patch = new V1Patch(JsonSerializer.Serialize(new { data }), V1Patch.PatchType.MergePatch);
                await client.CoreV1.PatchNamespacedConfigMapAsync(patch, ClusterConfig.RouteMap, config.Namespace, cancellationToken: limit);
            }
            catch (HttpOperationException e) when (e.Response.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                var map = new V1ConfigMap { Metadata = new() { Name = ClusterConfig.RouteMap }, Data = data };
                await client.CoreV1.CreateNamespacedConfigMapAsync(map, config.Namespace, cancellationToken: limit);
            }
        },
        ct);

    private async Task AskAsync(string what, Func<CancellationToken, Task> ask, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await ask(limit.Token);
        }
        catch (HttpOperationException e)
        {
            throw new ApiAnswerException($"the API server of {config.Name} refused {what}: {ApiReader.MessageOf(e.Response.Content)}");
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw new ApiAnswerException($"the API server of {config.Name} could not be reached: {e.Message}");
        }
    }
}
