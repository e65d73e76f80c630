using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Pods;

/// <summary>port-forward by kubectl itself, through a WebSocket and by plain SPDY, and by the channels client libraries use.</summary>
public sealed class PodsPortForwardTests(PodsFixture pods) : IClassFixture<PodsFixture>
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task PortForward_ManyConnectionsAndMuchAtOnce_ComesBackWhole(string webSockets)
    {
        using var kubectl = Start("p1", ScriptedContainers.EchoPort, webSockets);
        var port = await PortAsync(kubectl);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => EchoAsync(port, n == 0 ? 2_000_000 : 5_000)));
        kubectl.Kill();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task PortForward_ToAPortNobodyListensOn_SaysSo(string webSockets)
    {
        using var kubectl = Start("p1", 9, webSockets);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, await PortAsync(kubectl), TestContext.Current.CancellationToken);
        var said = await kubectl.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("error forwarding port 9 to pod", said, StringComparison.Ordinal);
        Assert.Contains("connect: connection refused", said, StringComparison.Ordinal);
        Assert.Contains("error: lost connection to pod", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortForward_WhenThePodGoesAway_Ends()
    {
        await pods.AddPodAsync("passing");
        using var kubectl = Start("passing", ScriptedContainers.EchoPort, "true");
        await PortAsync(kubectl);
        await pods.Api.KubectlAsync("-n redis delete pod passing --force --grace-period=0");
        Assert.Equal("error: lost connection to pod\n", await kubectl.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task PortForward_ByChannels_BeginsEachWithItsPort()
    {
        using var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/portforward?ports={ScriptedContainers.EchoPort}", "v4.channel.k8s.io");
        Assert.Equal("0:\a\0", await PodsFixture.NextAsync(socket));
        Assert.Equal("1:\a\0", await PodsFixture.NextAsync(socket));
        await PodsFixture.SendAsync(socket, 0, "ping");
        Assert.Equal("0:ping", await PodsFixture.NextAsync(socket));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        Assert.Equal("close 1000", await PodsFixture.RestAsync(socket));
    }

    [Fact]
    public async Task Exec_ByPlainSpdy_HasItsStreamsAndItsExitCode()
    {
        var (exit, text) = await pods.Api.KubectlAsync("-n redis exec -i p1 -c main -v=8 -- cat", "typed\n", ("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", "false"));
        Assert.Equal(0, exit);
        Assert.Contains("Upgrade: SPDY/3.1", text, StringComparison.Ordinal);
        Assert.StartsWith("typed\n", text, StringComparison.Ordinal);
        (exit, text) = await pods.Api.KubectlAsync("-n redis exec p1 -c main -- exit 3", null, ("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", "false"));
        Assert.Equal((3, "command terminated with exit code 3\n"), (exit, text));
    }

    private Process Start(string pod, int port, string webSockets)
    {
        var how = new ProcessStartInfo("kubectl", ["--kubeconfig", pods.Api.Kubeconfig, "-n", "redis", "port-forward", $"pod/{pod}", $":{port}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        how.Environment["KUBECTL_PORT_FORWARD_WEBSOCKETS"] = webSockets;
        return Process.Start(how)!;
    }

    /// <summary>The port kubectl listens on, as its first line says: Forwarding from 127.0.0.1:40000 -> 7.</summary>
    private static async Task<int> PortAsync(Process kubectl)
    {
        var line = await kubectl.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return int.Parse(line!.Split(':', ' ')[3], CultureInfo.InvariantCulture);
    }

    private static async Task EchoAsync(int port, int length)
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, ct);
        var sent = new byte[length];
        Random.Shared.NextBytes(sent);
        var came = new byte[length];
        await Task.WhenAll(client.GetStream().WriteAsync(sent, ct).AsTask(), client.GetStream().ReadExactlyAsync(came, ct).AsTask());
        Assert.Equal(sent, came);
    }
}
