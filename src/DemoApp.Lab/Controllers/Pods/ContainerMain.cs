using DemoApp.Lab.Controllers.Shell;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>
/// The first process of a container. A command the small shell knows from end to end is run by it; anything else, the entry point
/// of every image first, is unknown here: a stand-in sleeps in its place, or ends well after a while where an end is waited for.
/// </summary>
internal sealed class ContainerMain(ClusterContext cluster)
{
    /// <summary>How long a stand-in works where an end is waited for: an init container, a pod of a Job.</summary>
    private static readonly TimeSpan Errand = TimeSpan.FromSeconds(2);

    /// <summary>Comes once the controllers are there; without it everything is a stand-in.</summary>
    public PodShell? Shell { get; set; }

    public bool Runs(V1Pod pod, V1Container container) => Runs(pod, container, Command(container));

    /// <summary>Whether the shell knows all of a command in this container.</summary>
    public bool Runs(V1Pod pod, V1Container container, IReadOnlyList<string> command) =>
        Shell is not null && command.Count > 0 && Commands.AreKnown(ContainerPlace.Of(pod, container.Name), command);

    /// <summary>Runs until it ends by itself or is stopped.</summary>
    /// <param name="ends">A stand-in is to come to an end.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(V1Pod pod, V1Container container, bool ends, CancellationToken stop)
    {
        var command = Command(container);
        var place = ContainerPlace.Of(pod, container.Name);
        if (Runs(pod, container, command))
        {
            Shell!.Forget(place);
            await using var output = new LogStream(cluster.Logs, place);
            return await Shell!.RunAsync(place, command, Stream.Null, output, output, stop)
                ?? throw new InvalidOperationException(command[0]);
        }

        cluster.Logs.Write(
            place, command.Length == 0 ? $"{container.Name} started" : $"{container.Name} started: a stand-in for {command[0]}");
        await (ends ? cluster.Wait(Errand, stop) : Task.Delay(Timeout.InfiniteTimeSpan, cluster.Time, stop));
        return 0;
    }

    /// <summary>Runs a command beside the first process: a probe, a hook. What the shell does not know is taken as done.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public async Task<(int Exit, string Said)> BesideAsync(
        V1Pod pod, V1Container container, IReadOnlyList<string> command, CancellationToken stop)
    {
        if (!Runs(pod, container, command))
        {
            return (0, "");
        }

        using var said = new MemoryStream();
        var exit = await Shell!.RunAsync(ContainerPlace.Of(pod, container.Name), command, Stream.Null, said, said, stop);
        return (exit ?? 0, System.Text.Encoding.UTF8.GetString(said.GetBuffer(), 0, (int)said.Length).TrimEnd());
    }

    /// <summary>Arguments alone are a command too: to an image without entry point, and to those whose entry point passes them
    /// on.</summary>
    private static string[] Command(V1Container container) => [.. container.Command ?? [], .. container.Args ?? []];
}
