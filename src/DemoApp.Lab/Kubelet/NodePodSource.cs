using System.Net;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.KubeApi.Store;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace DemoApp.Lab.Kubelet;

/// <summary>The pods bound to one node of a cluster, asked of its API server.</summary>
internal sealed class NodePodSource(IKubernetes client, string node) : IPodSource
{
    public async ValueTask<PodTarget> FindAsync(ApiPath path, CancellationToken ct)
    {
        try
        {
            var pod = await client.CoreV1.ReadNamespacedPodAsync(path.Name, path.Namespace, cancellationToken: ct);
            return pod.Spec.NodeName == node ? new(path, JsonNode.Parse(KubernetesJson.Serialize(pod))!.AsObject()) : throw NotHere();
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.NotFound)
        {
            throw NotHere();
        }
    }

    public async Task RunWithinAsync(PodTarget target, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = CancelWhenGoneAsync(target, ends, over.Token);
        try
        {
            await work(ends.Token);
        }
        finally
        {
            await over.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ApiError NotHere() => new(404, "NotFound", "pod does not exist");

    /// <summary>A watch that ends begins again; with the pod gone meanwhile, it is seen by asking.</summary>
    private async Task CancelWhenGoneAsync(PodTarget target, CancellationTokenSource ends, CancellationToken over)
    {
        var only = $"metadata.name={target.Name}";
        while (!over.IsCancellationRequested)
        {
            var list = await client.CoreV1.ListNamespacedPodAsync(target.Namespace, fieldSelector: only, cancellationToken: over);
            if (list.Items.All(p => p.Metadata.Uid != target.Pod.Uid()))
            {
                await ends.CancelAsync();
                return;
            }

            await foreach (var (type, pod) in client.CoreV1.WatchListNamespacedPodAsync(
                target.Namespace, fieldSelector: only, resourceVersion: list.Metadata.ResourceVersion, cancellationToken: over))
            {
                if (type == WatchEventType.Deleted && pod.Metadata.Uid == target.Pod.Uid())
                {
                    await ends.CancelAsync();
                    return;
                }
            }
        }
    }
}
