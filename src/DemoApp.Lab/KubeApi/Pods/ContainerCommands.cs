using System.Text;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Makes the command of an exec or attach out of what the address asks for.</summary>
internal sealed class ContainerCommands(ContainerRuntime runtime)
{
    /// <summary>Why the node would run nothing; null when it would.</summary>
    public static ExecRefusedException? Refusal(PodTarget target, string container, ExecOptions streams) =>
        streams.IsEmpty ? new(400, "you must specify at least 1 of stdin, stdout, stderr")
        : !target.IsRunning(container) ? new(500, $"container not found (\"{container}\")")
        : null;

    /// <exception cref="ApiError">500 when no node runs containers.</exception>
    public ContainerCommand Of(HttpRequest request, PodTarget target, string container, bool tty) =>
        target.Path.Subresource == "attach" ? Attach(target, container) : Exec(request, target, container, tty);

    private ContainerCommand Exec(HttpRequest request, PodTarget target, string container, bool tty)
    {
        var exec = runtime.Exec ?? throw target.NodeGone();
        var command = new PodCommand(target.Namespace, target.Name, container, [.. request.Query["command"].OfType<string>()], tty);
        return (stdin, stdout, stderr, ct) => exec.ExecAsync(command, stdin, stdout, stderr, ct);
    }

    /// <summary>The main process of a container has no stdin here; what it writes from now on is its log.</summary>
    private ContainerCommand Attach(PodTarget target, string container)
    {
        var logs = runtime.Logs ?? throw target.NodeGone();
        var now = runtime.Time.GetUtcNow();
        return async (_, stdout, _, ct) =>
        {
            await foreach (var line in logs.ReadAsync(target.Namespace, target.Name, container, true, ct).Where(l => l.At >= now))
            {
                await stdout.WriteAsync(Encoding.UTF8.GetBytes(line.Text + "\n"), ct);
            }
            return 0;
        };
    }
}
