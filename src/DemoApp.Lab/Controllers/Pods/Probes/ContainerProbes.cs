using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods.Probes;

/// <summary>
/// The probes of one container. A command is run by the container's shell, again and again as the probe says; what asks a port
/// (httpGet, tcpSocket, grpc), and what the shell does not know, is taken as answered well. No probe counts as one that holds.
/// </summary>
internal sealed class ContainerProbes(ClusterContext cluster, V1Pod pod, V1Container container, ContainerMain main)
{
    /// <summary>Watches until the container's run ends. Without a probe to run it says once that the container is ready.</summary>
    /// <param name="ready">Takes what readiness is believed to be.</param>
    /// <param name="kill">Ends the run: it is not alive.</param>
    public async Task WatchAsync(Func<bool, CancellationToken, Task> ready, Action kill, CancellationToken run)
    {
        if (container.StartupProbe is { } startup && IsRun(startup) && !await StartsAsync(startup, run))
        {
            kill();
            return;
        }

        await Task.WhenAll(ReadinessAsync(ready, run), LivenessAsync(kill, run));
    }

    private async Task ReadinessAsync(Func<bool, CancellationToken, Task> ready, CancellationToken run)
    {
        if (container.ReadinessProbe is not { } probe)
        {
            await ready(true, run);
        }
        else if (!IsRun(probe))
        {
            await cluster.Wait(ProbeTimes.Of(probe).Delay, run);
            await ready(true, run);
        }
        else
        {
            await foreach (var holds in BelieveAsync(probe, "Readiness", run))
            {
                await ready(holds, run);
            }
        }
    }

    private async Task LivenessAsync(Action kill, CancellationToken run)
    {
        if (container.LivenessProbe is not { } probe || !IsRun(probe))
        {
            return;
        }

        await foreach (var holds in BelieveAsync(probe, "Liveness", run))
        {
            if (!holds)
            {
                await TellAsync("Killing", $"Container {container.Name} failed liveness probe, will be restarted", warning: false, run);
                kill();
                return;
            }
        }
    }

    private async Task<bool> StartsAsync(V1Probe probe, CancellationToken run)
    {
        await foreach (var holds in BelieveAsync(probe, "Startup", run))
        {
            if (!holds)
            {
                await TellAsync("Killing", $"Container {container.Name} failed startup probe, will be restarted", warning: false, run);
            }

            return holds;
        }

        return true;
    }

    private bool IsRun(V1Probe probe) => probe.Exec?.Command is { Count: > 0 } command && main.Runs(pod, container, [.. command]);

    /// <summary>What is believed, after each look that leaves no doubt.</summary>
    private async IAsyncEnumerable<bool> BelieveAsync(
        V1Probe probe, string kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken run)
    {
        var times = ProbeTimes.Of(probe);
        await cluster.Wait(times.Delay, run);
        for (var count = default(ProbeCount); ; await cluster.Wait(times.Period, run))
        {
            count = count.Saw(await LookAsync(probe, kind, times, run), times);
            if (count.Holds is { } holds)
            {
                yield return holds;
            }
        }
    }

    private async Task<bool> LookAsync(V1Probe probe, string kind, ProbeTimes times, CancellationToken run)
    {
        using var timely = CancellationTokenSource.CreateLinkedTokenSource(run);
        timely.CancelAfter(times.Timeout);
        try
        {
            var (exit, said) = await main.BesideAsync(pod, container, [.. probe.Exec.Command], timely.Token);
            if (exit != 0)
            {
                await TellAsync("Unhealthy", $"{kind} probe failed: {said}", warning: true, run);
            }

            return exit == 0;
        }
        catch (OperationCanceledException) when (!run.IsCancellationRequested)
        {
            await TellAsync("Unhealthy", $"{kind} probe failed: command timed out", warning: true, run);
            return false;
        }
    }

    private Task TellAsync(string reason, string message, bool warning, CancellationToken run) =>
        cluster.Events.TellAsync(pod, new ContainerEvent(container.Name, reason, message, warning), run);
}
