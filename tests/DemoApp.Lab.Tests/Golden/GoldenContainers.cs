using System.Runtime.CompilerServices;
using System.Text;
using DemoApp.Lab.KubeApi.Pods;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>The containers the recorder's node had: they say five lines, and know three commands.</summary>
internal sealed class GoldenContainers : IPodExec, IPodLogs
{
    private static readonly DateTimeOffset First = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<int> ExecAsync(PodCommand command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct)
    {
        switch (command.Words.ToArray())
        {
            case ["echo", .. var words]:
                await stdout.WriteAsync(Encoding.UTF8.GetBytes(string.Join(' ', words) + "\n"), ct);
                return 0;
            case ["both"]:
                await stdout.WriteAsync("to stdout\n"u8.ToArray(), ct);
                await stderr.WriteAsync("to stderr\n"u8.ToArray(), ct);
                return 0;
            case ["exit", var code]:
                return int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);
            default:
                return 127;
        }
    }

    public async IAsyncEnumerable<PodLogLine> ReadAsync(string ns, string pod, string container, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var i = 0; i < 5; i++)
        {
            yield return new(First.AddSeconds(i), $"line {i} of {pod}/{container}");
        }
        await Task.CompletedTask;
    }
}
