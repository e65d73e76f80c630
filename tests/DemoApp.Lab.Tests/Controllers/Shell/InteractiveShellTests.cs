using System.Text;
using k8s;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Shell;

/// <summary>A person at a terminal in a container, by a real client's WebSocket.</summary>
public sealed class InteractiveShellTests : IAsyncLifetime
{
    private const string Prompt = "redislabs@box:/opt/redislabs$ ";
    private RunningControllers lab = null!;

    public async ValueTask InitializeAsync()
    {
        lab = await RunningControllers.StartAsync();
        await lab.KubectlAsync("run box --image=busybox --env=COLOUR=blue");
        await lab.KubectlAsync("wait pod/box --for=condition=Ready --timeout=30s");
    }

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    [Fact]
    public async Task Bash_TalkedTo_ShowsWhatIsTypedAndAnswers()
    {
        await using var session = await Session.StartAsync(lab.Client, "bash");
        await session.SeesAsync(Prompt);
        await session.TypeAsync("hostnamex\x7f\r");
        await session.SeesAsync("hostnamex\b \b\r\nbox\r\n" + Prompt);
        await session.TypeAsync("echo $COLOUR\r");
        await session.SeesAsync("echo $COLOUR\r\nblue\r\n" + Prompt);
        await session.TypeAsync("nothing; exit 4\r");
        await session.SeesAsync("bash: line 1: nothing: command not found\r\n");
        Assert.Equal(4, await session.EndAsync());
    }

    [Fact]
    public async Task ControlKeys_StopACommandAndLeaveTheShell()
    {
        await using var session = await Session.StartAsync(lab.Client, "sh");
        await session.SeesAsync("$ ");
        await session.TypeAsync("sleep 3600\r");
        await session.SeesAsync("sleep 3600\r\n");
        await session.TypeAsync("\x03");
        await session.SeesAsync("^C\r\n$ ");
        await session.TypeAsync("echo $?\r");
        await session.SeesAsync("130\r\n$ ");
        await session.TypeAsync("cat\rtwice\r");
        await session.SeesAsync("twice\r\ntwice\r\n");
        await session.TypeAsync("\x04");
        await session.SeesAsync("$ ");
        await session.TypeAsync("\x04");
        Assert.Equal(0, await session.EndAsync());
    }

    [Fact]
    public async Task Terminal_Resized_IsSeenByTheShell()
    {
        await using var session = await Session.StartAsync(lab.Client, "sh");
        await session.ResizeAsync(132, 43);
        await session.TypeAsync("stty size; echo $COLUMNS\r");
        await session.SeesAsync("43 132\r\n132\r\n");
        await session.TypeAsync("exit\r");
        Assert.Equal(0, await session.EndAsync());
    }

    private sealed class Session : IAsyncDisposable
    {
        private readonly IStreamDemuxer streams;
        private readonly Stream keys;
        private readonly Stream screen;
        private readonly Stream sizes;
        private readonly Stream end;

        private Session(IStreamDemuxer streams)
        {
            this.streams = streams;
            keys = streams.GetStream(null, ChannelIndex.StdIn);
            screen = streams.GetStream(ChannelIndex.StdOut, null);
            sizes = streams.GetStream(null, ChannelIndex.Resize);
            end = streams.GetStream(ChannelIndex.Error, null);
        }

        public static async Task<Session> StartAsync(Kubernetes client, string shell)
        {
            var streams = await client.MuxedStreamNamespacedPodExecAsync("box", "redis", [shell], tty: true, stderr: false, cancellationToken: Now);
            var session = new Session(streams);
            streams.Start();
            return session;
        }

        public Task TypeAsync(string text) => WriteAsync(keys, text);

        public Task ResizeAsync(int columns, int rows) => WriteAsync(sizes, $"{{\"Width\":{columns},\"Height\":{rows}}}");

        /// <summary>Reads on until the screen has shown it.</summary>
        public async Task SeesAsync(string text)
        {
            var (seen, letters) = ("", new byte[1]);
            while (!seen.EndsWith(text, StringComparison.Ordinal))
            {
                Assert.True(await screen.ReadAsync(letters, Now) > 0, $"never saw {text}; saw {seen}");
                seen += (char)letters[0];
            }
        }

        public async Task<int> EndAsync()
        {
            using var reader = new StreamReader(end);
            return Kubernetes.GetExitCodeOrThrow(KubernetesJson.Deserialize<k8s.Models.V1Status>(await reader.ReadToEndAsync(Now)));
        }

        public ValueTask DisposeAsync()
        {
            streams.Dispose();
            return ValueTask.CompletedTask;
        }

        private static CancellationToken Now => TestContext.Current.CancellationToken;

        private static async Task WriteAsync(Stream to, string text)
        {
            await to.WriteAsync(Encoding.UTF8.GetBytes(text), Now);
            await to.FlushAsync(Now);
        }
    }
}
