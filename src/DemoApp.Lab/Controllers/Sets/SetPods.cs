using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>
/// The pods of a set: read from the cache to see whether anything is due, and from the server itself before it is done. A late cache
/// can so never make a pod too many; deletions name the uid that was seen.
/// </summary>
internal sealed class SetPods(ClusterContext cluster, Informers informers, string component)
{
    public IEnumerable<V1Pod> Cached(V1ObjectMeta owner) => informers.Pods.Everywhere.Values.Where(p => p.IsOwnedBy(owner));

    public async Task<V1Pod[]> LiveAsync(V1ObjectMeta owner, CancellationToken cancellationToken)
    {
        var pods = await cluster.Client.CoreV1.ListNamespacedPodAsync(owner.NamespaceProperty, cancellationToken: cancellationToken);
        return [.. pods.Items.Where(p => p.IsOwnedBy(owner))];
    }

    public async Task CreateAsync(
        IKubernetesObject<V1ObjectMeta> owner, V1Pod pod, Func<string, string> told, CancellationToken cancellationToken)
    {
        V1Pod made;
        try
        {
            made = await cluster.Client.CoreV1.CreateNamespacedPodAsync(
                pod, owner.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException e) when (!e.Is(HttpStatusCode.NotFound))
        {
            await cluster.Events.WarnAsync(owner, component, "FailedCreate", "Error creating: " + e.Said(), cancellationToken);
            throw;
        }

        await cluster.Events.TellAsync(owner, component, "SuccessfulCreate", told(made.Metadata.Name), cancellationToken);
    }

    public async Task DeleteAsync(
        IKubernetesObject<V1ObjectMeta> owner, V1Pod pod, Func<string, string> told, CancellationToken cancellationToken)
    {
        var exactly = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid } };
        await cluster.Client.CoreV1.DeleteNamespacedPodAsync(
            pod.Metadata.Name, pod.Metadata.NamespaceProperty, exactly, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.NotFound);
        await cluster.Events.TellAsync(owner, component, "SuccessfulDelete", told(pod.Metadata.Name), cancellationToken);
    }
}
