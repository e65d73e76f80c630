using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods.Images;

/// <summary>A container whose image cannot be had: tries again and again, ever less often, until its pod ends.</summary>
internal sealed class ImagePull(ClusterContext cluster, V1Pod pod, string container, string image, ImageRefusal refusal)
{
    private const int LongestSeconds = 300;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Trying = TimeSpan.FromSeconds(1);

    /// <param name="show">Shows what the container waits for.</param>
    public async Task FailForeverAsync(Func<V1ContainerStateWaiting, Task> show, CancellationToken stop)
    {
        for (var wait = First; ; wait = wait * 2 < TimeSpan.FromSeconds(LongestSeconds) ? wait * 2 : TimeSpan.FromSeconds(LongestSeconds))
        {
            await TryAsync(stop);
            await show(new V1ContainerStateWaiting { Reason = refusal.Reason, Message = refusal.Message });
            if (!refusal.IsForGood)
            {
                await cluster.Wait(Trying, stop);
                var text = $"Back-off pulling image \"{image}\"";
                await TellAsync("BackOff", text, warning: false, stop);
                await TellAsync("Failed", "Error: ImagePullBackOff", warning: true, stop);
                await show(
                    new V1ContainerStateWaiting { Reason = "ImagePullBackOff", Message = $"{text}: ErrImagePull: {refusal.Message}" });
            }

            await cluster.Wait(wait, stop);
        }
    }

    private async Task TryAsync(CancellationToken stop)
    {
        if (refusal.IsForGood)
        {
            await TellAsync("InspectFailed", refusal.Message, warning: true, stop);
        }
        else
        {
            await TellAsync("Pulling", $"Pulling image \"{image}\"", warning: false, stop);
            await TellAsync("Failed", $"Failed to pull image \"{image}\": {refusal.Message}", warning: true, stop);
        }

        await TellAsync("Failed", $"Error: {refusal.Reason}", warning: true, stop);
    }

    private Task TellAsync(string reason, string message, bool warning, CancellationToken stop) =>
        cluster.Events.TellAsync(pod, new ContainerEvent(container, reason, message, warning), stop);
}
