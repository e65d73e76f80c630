using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Watching;
using k8s.Models;

namespace DemoApp.Lab.Hosting;

/// <summary>
/// Waits until the pods found on the lab's node are ready again. While the lab was stopped, a genuine cluster called them unready, and
/// that its nodes were all gone at once is nothing the operator is to see.
/// </summary>
internal sealed class PodReturn(Informer<V1Pod> pods, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task WaitAsync(CancellationToken ct)
    {
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pods.Changed += Look;
        try
        {
            await pods.Synced.WaitAsync(ct);
            Look();
            await back.Task.WaitAsync(Patience, time, ct);
        }
        catch (TimeoutException)
        {
            // One that does not come back is for the operator to see.
        }
        finally
        {
            pods.Changed -= Look;
        }

        void Look()
        {
            if (pods.Synced.IsCompleted && !pods.Current.Values.Any(IsAway))
            {
                back.TrySetResult();
            }
        }
    }

    private static bool IsAway(V1Pod pod) =>
        pod is { Spec.NodeName: LabNames.Node, Status: { Phase: "Running", ContainerStatuses: { Count: > 0 } containers }, Metadata.DeletionTimestamp: null }
        && containers.All(c => c.Ready) && !pod.IsReady();
}
