using System.Runtime.CompilerServices;
using System.Text;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Shell;
using DemoApp.Lab.KubeApi.Pods;

namespace DemoApp.Lab.Hosting;

/// <summary>What the API server's exec and logs reach: the shell and the log book. The shell comes once the controllers are there.</summary>
internal sealed class LabContainers(PodLogBook logs) : IPodExec, IPodLogs
{
    public PodShell? Shell { get; set; }

    public async Task<int> ExecAsync(
        string ns, string pod, string container, IReadOnlyList<string> command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct) =>
        Shell is not { } shell ? 1 : await shell.RunAsync(pod, container, command, stdin, stdout, stderr, ct) ?? await NotFoundAsync(command[0], stderr, ct);

    /// <summary>In the words of what runs containers.</summary>
    private static async Task<int> NotFoundAsync(string program, Stream stderr, CancellationToken ct)
    {
        const int NotFound = 127;
        var text = $"OCI runtime exec failed: exec failed: unable to start container process: exec: \"{program}\": executable file not found in $PATH: unknown\n";
        await stderr.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        return NotFound;
    }

    public async IAsyncEnumerable<PodLogLine> ReadAsync(string ns, string pod, string container, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (at, text) in logs.ReadAsync(pod, container, follow, ct))
        {
            yield return new(at, text);
        }
    }
}
