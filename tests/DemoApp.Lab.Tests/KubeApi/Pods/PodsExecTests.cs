using System.Net;
using System.Net.WebSockets;
using System.Text;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Pods;

/// <summary>exec and attach, message by message, as a genuine server sends them.</summary>
public sealed class PodsExecTests(PodsFixture pods) : IClassFixture<PodsFixture>
{
    private const string Success = """3:{"metadata":{},"status":"Success"}""";
    private const string NotFound = "error executing command in container: OCI runtime exec failed: exec failed: unable to start container process: exec: \\\"nosuch\\\": executable file not found in $PATH: unknown";

    [Theory]
    [InlineData("v5.channel.k8s.io", "command=both&stdout=true&stderr=true", "1:\n1:to stdout\\n\n2:to stderr\\n\n" + Success + "\nclose 1000")]
    [InlineData("v4.channel.k8s.io", "command=both&stdout=true&stderr=true", "1:\n1:to stdout\\n\n2:to stderr\\n\n" + Success + "\nclose 1000")]
    [InlineData("channel.k8s.io", "command=both&stdout=true&stderr=true", "1:\n1:to stdout\\n\n2:to stderr\\n\nclose 1000")]
    [InlineData("", "command=both&stdout=true&stderr=true", "1:\n1:to stdout\\n\n2:to stderr\\n\nclose 1000")]
    [InlineData("v4.base64.channel.k8s.io", "command=both&stdout=true&stderr=true",
        "1\n1dG8gc3Rkb3V0Cg==\n2dG8gc3RkZXJyCg==\n3eyJtZXRhZGF0YSI6e30sInN0YXR1cyI6IlN1Y2Nlc3MifQ==\nclose 1000")]
    [InlineData("v4.channel.k8s.io", "command=both&stderr=true", "2:\n2:to stderr\\n\n" + Success + "\nclose 1000")]
    [InlineData("v5.channel.k8s.io", "command=both&stdout=true&stderr=true&tty=true", "1:\n1:to stdout\\n\n1:to stderr\\n\n" + Success + "\nclose 1000")]
    [InlineData("v5.channel.k8s.io", "stdout=true", "1:\n" + Success + "\nclose 1000")]
    [InlineData("v5.channel.k8s.io", "command=exit&command=3&stdout=true", "1:\n" +
        """3:{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: command terminated with exit code 3","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}""" +
        "\nclose 1000")]
    [InlineData("channel.k8s.io", "command=exit&command=3&stdout=true",
        "1:\n3:command terminated with non-zero exit code: command terminated with exit code 3\nclose 1000")]
    [InlineData("v4.channel.k8s.io", "command=nosuch&stdout=true", "1:\n" +
        $$$"""3:{"metadata":{},"status":"Failure","message":"Internal error occurred: {{{NotFound}}}","reason":"InternalError","details":{"causes":[{"message":"{{{NotFound}}}"}]},"code":500}""" + "\nclose 1000")]
    [InlineData("v5.channel.k8s.io", "command=nosuch&stdout=true", "1:\n" +
        $$$"""3:{"metadata":{},"status":"Failure","message":"Internal error occurred: Internal error occurred: {{{NotFound}}}","reason":"InternalError","details":{"causes":[{"message":"Internal error occurred: {{{NotFound}}}"}]},"code":500}""" + "\nclose 1000")]
    [InlineData("v5.channel.k8s.io", "command=echo", "3:\n" +
        """3:{"metadata":{},"status":"Failure","message":"Internal error occurred: unable to upgrade connection: you must specify at least 1 of stdin, stdout, stderr","reason":"InternalError","details":{"causes":[{"message":"unable to upgrade connection: you must specify at least 1 of stdin, stdout, stderr"}]},"code":500}""" +
        "\nclose 1000")]
    public async Task Exec_IsFramedAsTheProtocolSays(string protocol, string query, string expected)
    {
        using var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/exec?container=main&{query}", protocol);
        Assert.Equal(protocol, socket.SubProtocol ?? "");
        Assert.Equal(expected, await PodsFixture.RestAsync(socket));
    }

    [Fact]
    public async Task Exec_WithStdin_EndsOnItsCloseInV5()
    {
        using var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/exec?container=main&command=cat&stdin=true&stdout=true&tty=true", "v5.channel.k8s.io");
        await PodsFixture.SendAsync(socket, 0, "hello\n");
        await PodsFixture.SendAsync(socket, 4, """{"Width":132,"Height":43}""");
        await PodsFixture.SendAsync(socket, 77, "no such channel");
        await PodsFixture.SendAsync(socket, 255, "\0");
        await PodsFixture.SendAsync(socket, 0, "after the close\n");
        Assert.Equal($"1:\n1:hello\\n\n{Success}\nclose 1000", await PodsFixture.RestAsync(socket));
    }

    [Fact]
    public async Task Exec_WithStdinInV4_HasNoCloseOfIt_AndEndsWithTheClient()
    {
        using var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/exec?container=main&command=cat&stdin=true&stdout=true", "v4.channel.k8s.io");
        await PodsFixture.SendAsync(socket, 255, "\0");
        await PodsFixture.SendAsync(socket, 0, "hello\n");
        Assert.Equal("1:", await PodsFixture.NextAsync(socket));
        Assert.Equal("1:hello\n", await PodsFixture.NextAsync(socket));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        Assert.Equal("close 1000", await PodsFixture.RestAsync(socket));
    }

    [Fact]
    public async Task Exec_AMegabyteInOneMessage_ComesBackWhole()
    {
        using var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/exec?container=main&command=cat&stdin=true&stdout=true", "v5.channel.k8s.io");
        var sent = new string('x', 1024 * 1024);
        var sending = PodsFixture.SendAsync(socket, 0, sent);
        var came = 0;
        Assert.Equal("1:", await PodsFixture.NextAsync(socket));
        while (came < sent.Length)
        {
            came += (await PodsFixture.NextAsync(socket)).Length - "1:".Length;
        }
        await sending;
        Assert.Equal(sent.Length, came);
    }

    [Fact]
    public async Task Exec_OfAClientThatBreaksOff_IsInterrupted()
    {
        using (var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/exec?container=main&command=sleep&stdout=true", "v5.channel.k8s.io"))
        {
            Assert.Equal("1:", await PodsFixture.NextAsync(socket));
            socket.Abort();
        }
        await pods.Containers.Interrupted.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Exec_WhenItsPodGoesAway_IsKilled()
    {
        await pods.AddPodAsync("mortal");
        using var socket = await pods.ConnectAsync("/api/v1/namespaces/redis/pods/mortal/exec?container=main&command=sleep&stdout=true", "v5.channel.k8s.io");
        Assert.Equal("1:", await PodsFixture.NextAsync(socket));
        await pods.Api.KubectlAsync("-n redis delete pod mortal --force --grace-period=0");
        Assert.Contains("exit code 137", await PodsFixture.RestAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_TakesTheTokenFromTheSubprotocol()
    {
        var token = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(pods.Api.Token));
        using var socket = await pods.ConnectAsync(
            $"{PodsFixture.Pod}/exec?container=main&command=echo&stdout=true", $"base64url.bearer.authorization.k8s.io.{token}", "v4.channel.k8s.io");
        Assert.Equal("v4.channel.k8s.io", socket.SubProtocol);
    }

    [Theory]
    [InlineData("v9.channel.k8s.io", "exec?container=main&command=echo&stdout=true", HttpStatusCode.Forbidden)]
    [InlineData("v3.channel.k8s.io", "exec?container=main&command=echo&stdout=true", HttpStatusCode.Forbidden)]
    [InlineData("v5.channel.k8s.io", "exec?container=nope&command=echo&stdout=true", HttpStatusCode.BadRequest)]
    [InlineData("v5.channel.k8s.io", "exec?command=echo&stdout=true", HttpStatusCode.BadRequest)]
    [InlineData("v4.channel.k8s.io", "exec?container=main&command=echo", HttpStatusCode.BadRequest)]
    [InlineData("v4.channel.k8s.io", "exec?container=side&command=echo&stdout=true", HttpStatusCode.InternalServerError)]
    public async Task Exec_ThatIsRefused_IsSoBeforeTheUpgrade(string protocol, string path, HttpStatusCode code)
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => pods.ConnectAsync($"{PodsFixture.Pod}/{path}", protocol));
        Assert.Contains($"'{(int)code}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_WithoutUpgrade_SaysWhatIsRequired()
    {
        using var http = pods.Api.Http();
        var reply = await http.PostAsync($"{PodsFixture.Pod}/exec?container=main&command=echo&stdout=true", null, TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Upgrade request required","reason":"BadRequest","code":400}""" + "\n",
            await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Attach_ShowsWhatTheContainerWritesFromNowOn()
    {
        using var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/attach?container=main&stdout=true", "v5.channel.k8s.io");
        Assert.Equal("1:", await PodsFixture.NextAsync(socket));
        pods.Containers.Live.Writer.TryWrite(new(TimeProvider.System.GetUtcNow().AddMinutes(1), "attached"));
        pods.Containers.Live.Writer.Complete();
        Assert.Equal($"1:attached\\n\n{Success}\nclose 1000", await PodsFixture.RestAsync(socket));
    }
}
