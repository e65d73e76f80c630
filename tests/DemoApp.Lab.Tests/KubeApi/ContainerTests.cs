using System.Runtime.CompilerServices;
using System.Text;
using DemoApp.Lab.KubeApi.Pods;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

public sealed class ContainerTests : IAsyncLifetime
{
    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync(new Echo(), new TwoLines());
        await api.KubectlAsync("apply -f -", Samples.Namespace);
        await api.KubectlAsync("apply -f -", Samples.Pod);
        await api.KubectlAsync("""-n redis patch pod p1 --subresource=status --type=merge -p {"status":{"phase":"Running","containerStatuses":[{"name":"main","ready":true,"restartCount":0,"state":{"running":{}}}]}}""");
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Exec_PrintsBothStreamsAndEndsWithTheExitCode()
    {
        var (exit, text) = await api.KubectlAsync("-n redis exec p1 -c main -- say hello");
        Assert.Equal(3, exit);
        Assert.Contains("say hello\n", text, StringComparison.Ordinal);
        Assert.Contains("command terminated with exit code 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_WithStdin_ReadsItToItsEnd()
    {
        var (_, text) = await api.KubectlAsync("-n redis exec -i p1 -c main -- cat", "typed\n");
        Assert.Contains("typed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_InAContainerThatDoesNotRun_SaysSo()
    {
        var (exit, text) = await api.KubectlAsync("-n redis exec p1 -c side -- ls");
        Assert.NotEqual(0, exit);
        Assert.Contains("Internal error occurred: unable to upgrade connection: container not found (\"side\")", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_TailAndTimestamps_AreKept()
    {
        Assert.Equal((0, "one\ntwo\n"), await api.KubectlAsync("-n redis logs p1 -c main"));
        Assert.Equal((0, "2026-01-01T00:00:00.000000000Z two\n"), await api.KubectlAsync("-n redis logs p1 -c main --tail=1 --timestamps"));
    }

    private sealed class Echo : IPodExec
    {
        public async Task<int> ExecAsync(PodCommand command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct)
        {
            if (command.Words is ["cat"])
            {
                await stdin.CopyToAsync(stdout, ct);
                return 0;
            }
            await stdout.WriteAsync(Encoding.UTF8.GetBytes(string.Join(' ', command.Words) + "\n"), ct);
            return 3;
        }
    }

    private sealed class TwoLines : IPodLogs
    {
        public async IAsyncEnumerable<PodLogLine> ReadAsync(string ns, string pod, string container, bool follow, [EnumeratorCancellation] CancellationToken ct)
        {
            await Task.Yield();
            yield return new(DateTimeOffset.UnixEpoch, "one");
            yield return new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "two");
        }
    }
}
