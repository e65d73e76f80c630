using System.Runtime.CompilerServices;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Shell;
using DemoApp.Lab.KubeApi.Pods;

namespace DemoApp.Lab.Hosting;

/// <summary>What the API server's exec and logs reach: the shell and the log book. The shell comes once the controllers are there.</summary>
internal sealed class LabContainers(PodLogBook logs) : IPodExec, IPodLogs
{
    public PodShell? Shell { get; set; }

    public Task<int> ExecAsync(
        string ns, string pod, string container, IReadOnlyList<string> command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct) =>
        Shell is { } shell ? shell.RunAsync(pod, container, command, stdin, stdout, stderr, ct) : Task.FromResult(1);

    public async IAsyncEnumerable<PodLogLine> ReadAsync(string ns, string pod, string container, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (at, text) in logs.ReadAsync(pod, container, follow, ct))
        {
            yield return new(at, text);
        }
    }
}
