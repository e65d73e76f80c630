using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>
/// What a container does before it is stopped. A command is run by its shell, a sleep is slept; a hook that asks a port is taken as
/// answered at once. All within the pod's grace period.
/// </summary>
internal sealed class PreStop(ClusterContext cluster, V1Pod pod, ContainerMain main)
{
    public async Task RunAsync(IEnumerable<V1Container> containers, TimeSpan grace, CancellationToken stop)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var hooks = Task.WhenAll(containers.Select(c => OneAsync(c, within.Token)));
        if (hooks.IsCompleted)
        {
            return;
        }

        var patience = cluster.Wait(grace, within.Token);
        await Task.WhenAny(hooks, patience);
        await within.CancelAsync();
        await Task.WhenAll(hooks, patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    private async Task OneAsync(V1Container container, CancellationToken within)
    {
        if (container.Lifecycle?.PreStop is not { } hook)
        {
            return;
        }

        if (hook.Sleep is { } sleep)
        {
            await cluster.Wait(TimeSpan.FromSeconds(sleep.Seconds), within);
        }
        else if (hook.Exec?.Command is { Count: > 0 } command)
        {
            var (exit, said) = await main.BesideAsync(pod, container, [.. command], within);
            if (exit != 0)
            {
                await cluster.Events.TellAsync(
                    pod, new ContainerEvent(container.Name, "FailedPreStopHook", $"PreStopHook failed: {said}", Warning: true), within);
            }
        }
    }
}
