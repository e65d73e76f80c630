using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace DemoApp.Clusters;

/// <summary>
/// What an operation may do to one cluster. Each answers once the API server has accepted it, and throws
/// <see cref="ApiAnswerException"/> with the reason when it did not; what comes of it the watches see. Those that answer false found
/// nothing to do.
/// </summary>
internal sealed class ClusterCommands(ClusterConfig config, Kubernetes client, TimeProvider time)
{
    private const string Label = "federation";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Asks for a recovery: <c>spec.clusterRecovery: true</c> by JSON merge patch.</summary>
    public Task RecoverAsync(CancellationToken ct) => AskAsync(
        "the patch",
        async limit => await client.CustomObjects.PatchNamespacedCustomObjectAsync(
            Merge(new { spec = new { clusterRecovery = true } }), "app.redislabs.com", "v1", config.Namespace, "redisenterpriseclusters", config.Rec,
            cancellationToken: limit) is not null,
        ct);

    /// <summary>Names the service its page is to go through. Makes the ConfigMap where there is none yet.</summary>
    public Task<bool> SetRouteAsync(string service, CancellationToken ct) => AskAsync(
        $"the route {service}",
        async limit =>
        {
            var data = new Dictionary<string, string> { [ClusterConfig.RouteKey] = service };
            if (!await FoundAsync(() => client.CoreV1.PatchNamespacedConfigMapAsync(Merge(new { data }), ClusterConfig.RouteMap, config.Namespace, cancellationToken: limit)))
            {
                var map = new V1ConfigMap { Metadata = new() { Name = ClusterConfig.RouteMap }, Data = data };
                await client.CoreV1.CreateNamespacedConfigMapAsync(map, config.Namespace, cancellationToken: limit);
            }
            return true;
        },
        ct);

    /// <summary>Deletes pods; one that is gone already is none to delete.</summary>
    public Task<bool> DeletePodsAsync(IReadOnlyCollection<string> pods, CancellationToken ct) => AskAsync(
        $"the deletion of {string.Join(" and ", pods)}",
        async limit =>
        {
            var found = await Task.WhenAll(pods.Select(pod => FoundAsync(() => client.CoreV1.DeleteNamespacedPodAsync(pod, config.Namespace, cancellationToken: limit))));
            return found.Contains(true);
        },
        ct);

    /// <summary>Lets the service testdb take part in the federation, or no longer.</summary>
    public Task<bool> LabelAsync(bool federated, CancellationToken ct) => AskAsync(
        $"the label of {config.Service}",
        async limit =>
        {
            var service = await client.CoreV1.ReadNamespacedServiceAsync(config.Service, config.Namespace, cancellationToken: limit);
            var (wanted, now) = (federated ? "yes" : null, service.Metadata.Labels?.TryGetValue(Label, out var value) == true ? value : null);
            if (wanted == now)
            {
                return false;
            }
            var labels = new Dictionary<string, string?> { [Label] = wanted };
            await client.CoreV1.PatchNamespacedServiceAsync(Merge(new { metadata = new { labels } }), config.Service, config.Namespace, cancellationToken: limit);
            return true;
        },
        ct);

    /// <summary>Creates the federated service as k8s/federation has it.</summary>
    public Task<bool> FederateAsync(CancellationToken ct) => AskAsync(
        $"the Service {ClusterConfig.Federated}",
        async limit =>
        {
            if (await FoundAsync(() => client.CoreV1.ReadNamespacedServiceAsync(ClusterConfig.Federated, config.Namespace, cancellationToken: limit)))
            {
                return false;
            }
            var service = FederatedService.Read();
            service.Metadata.NamespaceProperty = config.Namespace;
            await client.CoreV1.CreateNamespacedServiceAsync(service, config.Namespace, cancellationToken: limit);
            return true;
        },
        ct);

    public Task<bool> UnfederateAsync(CancellationToken ct) => AskAsync(
        $"the deletion of the Service {ClusterConfig.Federated}",
        limit => FoundAsync(() => client.CoreV1.DeleteNamespacedServiceAsync(ClusterConfig.Federated, config.Namespace, cancellationToken: limit)),
        ct);

    /// <summary>Deletes every NetworkChaos and PodChaos of the namespace; where Chaos Mesh is not installed there are none.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteFaultsAsync(CancellationToken ct)
    {
        var deleted = 0;
        foreach (var plural in new[] { "networkchaos", "podchaos" })
        {
            await AskAsync(
                $"the deletion of {plural}",
                limit => FoundAsync(async () =>
                {
                    var list = await client.CustomObjects.ListNamespacedCustomObjectAsync("chaos-mesh.org", "v1alpha1", config.Namespace, plural, cancellationToken: limit);
                    foreach (var name in NamesOf(list))
                    {
                        await client.CustomObjects.DeleteNamespacedCustomObjectAsync("chaos-mesh.org", "v1alpha1", config.Namespace, plural, name, cancellationToken: limit);
                        deleted++;
                    }
                }),
                ct);
        }
        return deleted;
    }

    /// <summary>Writes an Event on the rec, where <c>kubectl describe rec</c> shows it.</summary>
    public Task TellAsync(string reason, string message, CancellationToken ct) => AskAsync(
        "an Event",
        async limit =>
        {
            var rec = (JsonElement)await client.CustomObjects.GetNamespacedCustomObjectAsync(
                "app.redislabs.com", "v1", config.Namespace, "redisenterpriseclusters", config.Rec, limit);
            var now = time.GetUtcNow().UtcDateTime;
            await client.CoreV1.CreateNamespacedEventAsync(
                new Corev1Event
                {
                    Metadata = new() { GenerateName = "demoapp-" },
                    InvolvedObject = new()
                    {
                        ApiVersion = "app.redislabs.com/v1", Kind = "RedisEnterpriseCluster", Name = config.Rec, NamespaceProperty = config.Namespace,
                        Uid = KubernetesRow.Text(rec, "metadata", "uid"),
                    },
                    Reason = reason, Message = message, Type = "Normal", Source = new() { Component = "demoapp" },
                    FirstTimestamp = now, LastTimestamp = now, Count = 1,
                },
                config.Namespace, cancellationToken: limit);
            return true;
        },
        ct);

    /// <summary>Runs <c>rladmin</c> in a pod and tells each line of its output as it comes.</summary>
    /// <exception cref="ApiAnswerException">It could not be run, or ended with another exit code than 0: then with its last line.</exception>
    public Task RladminAsync(string pod, IEnumerable<string> arguments, Action<string> tell, CancellationToken ct) =>
        PodExec.RunAsync(client, config, pod, ["rladmin", .. arguments], tell, ct);

    private static IEnumerable<string> NamesOf(object list) =>
        ((JsonElement)list).GetProperty("items").EnumerateArray().Select(item => KubernetesRow.Text(item, "metadata", "name")!);

    private static V1Patch Merge(object patch) => new(JsonSerializer.Serialize(patch), V1Patch.PatchType.MergePatch);

    private static async Task<bool> FoundAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task<bool> AskAsync(string what, Func<CancellationToken, Task<bool>> ask, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            return await ask(limit.Token);
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
