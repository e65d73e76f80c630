using System.Net.Sockets;
using System.Runtime.CompilerServices;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Shell;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.Network;

namespace DemoApp.Lab.Hosting;

/// <summary>
/// What the API server's exec, logs and port-forward reach: the shell, the log book and the pod network. The shell comes once the
/// controllers are there.
/// </summary>
internal sealed class LabContainers(PodLogBook logs, LabPodAddresses pods, PodNetwork network) : IPodExec, IPodLogs, IPodPorts
{
    public PodShell? Shell { get; set; }

    /// <summary>
    /// Pods that ran before the lab was started again are shown as they were at once; what reaches into them waits until they are.
    /// </summary>
    public Task TakenOver { get; set; } = Task.CompletedTask;

    public async Task<int> ExecAsync(PodCommand command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct)
    {
        await TakenOver.WaitAsync(ct);
        using var screen = command.Tty ? new TerminalStream(stdout) : null;
        stdout = screen ?? stdout;
        stderr = screen ?? stderr;
        return Shell is { } shell
            ? await shell.RunAsync(new(command.Namespace, command.Pod, command.Container), command.Words, stdin, stdout, stderr, ct, command.Terminal is { } at ? () => at.Now : null) ?? throw PodExecException.NotFound(command.Words[0])
            : 1;
    }

    public async Task<NetworkStream> ConnectAsync(string ns, string pod, int port, CancellationToken ct)
    {
        await TakenOver.WaitAsync(ct);
        if (pods.Of(ns, pod) is not { } ip || !network.TryResolve(ip, port, out var end))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public IAsyncEnumerable<PodLogLine> ReadPreviousAsync(string ns, string pod, string container, CancellationToken ct) =>
        logs.Previous(new(ns, pod, container)).Select(l => new PodLogLine(l.At, l.Text)).ToAsyncEnumerable();

    public async IAsyncEnumerable<PodLogLine> ReadAsync(string ns, string pod, string container, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        var place = new ContainerPlace(ns, pod, container);
        await foreach (var (at, text) in logs.ReadAsync(place, follow, ct))
        {
            yield return new(at, text);
        }
    }
}
