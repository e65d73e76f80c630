using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Xunit;

namespace DemoApp.Lab.Tests.Kubelet;

public sealed class KubeletServerTests(RunningKubelet kubelet) : IClassFixture<RunningKubelet>
{
    private const string Exec = "/exec/redis/here/main?command=echo&command=hello&output=1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exec_FromTheApiServer_RunsAndTellsTheExitCode()
    {
        var (said, _, end) = await kubelet.ApiServer.ExecAsync("here", "main", ["echo", "a b", "c"], Ct);
        Assert.Equal(("a b c\n", "Success"), (said, end["status"]!.GetValue<string>()));

        var (_, _, failed) = await kubelet.ApiServer.ExecAsync("here", "main", ["exit", "3"], Ct);
        Assert.Equal("3", failed["details"]!["causes"]![0]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Exec_OverSpdy_IsAgreedOn()
    {
        using var token = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(kubelet.Address.Host, kubelet.Address.Port, Ct);
#pragma warning disable CA5359
        await using var tls = new SslStream(tcp.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "lab-node" }, Ct);
        await tls.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Exec} HTTP/1.1\r\nHost: lab-node\r\nAuthorization: Bearer {kubelet.Api.Token}\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n" +
            "X-Stream-Protocol-Version: v4.channel.k8s.io\r\nContent-Length: 0\r\n\r\n"), Ct);
        using var reader = new StreamReader(tls);
        Assert.Equal("HTTP/1.1 101 Switching Protocols", await reader.ReadLineAsync(token.Token));
    }

    [Fact]
    public async Task Logs_AreRead_AndWhatHasNoneSaysSo()
    {
        Assert.Equal((200, "line 3 of here/main\nline 4 of here/main\n"), await kubelet.ApiServer.GetAsync("/containerLogs/redis/here/main?tailLines=2", Ct));
        Assert.Equal(
            (400, "container \"side\" in pod \"here\" is waiting to start: ContainerCreating"), await kubelet.ApiServer.GetAsync("/containerLogs/redis/here/side", Ct));
    }

    [Theory]
    [InlineData("/containerLogs/redis/elsewhere/main", "pod does not exist")]
    [InlineData("/containerLogs/redis/nowhere/main", "pod does not exist")]
    [InlineData("/containerLogs/redis/here", "404 page not found\n")]
    [InlineData("/run/redis/here/main", "404 page not found\n")]
    [InlineData("/exec/redis//main", "404 page not found\n")]
    public async Task Kubelet_AskedForWhatItDoesNotHave_SaysNotFound(string path, string text) =>
        Assert.Equal((404, text), await kubelet.ApiServer.GetAsync(path, Ct));

    [Fact]
    public async Task Stranger_WithoutOrWithForeignCredentials_IsTurnedAway()
    {
        using var foreign = kubelet.StrangersCertificate();
        using var serving = kubelet.Authority.Issue("CN=kube-apiserver, O=system:masters", use: "1.3.6.1.5.5.7.3.1");
        foreach (var stranger in (KubeletClient[])[new(kubelet.Address), new(kubelet.Address, token: "guess"), new(kubelet.Address, foreign), new(kubelet.Address, serving)])
        {
            Assert.Equal((401, "Unauthorized"), await stranger.GetAsync("/containerLogs/redis/here/main", Ct));
            await Assert.ThrowsAsync<WebSocketException>(() => stranger.ExecAsync("here", "main", ["echo"], Ct));
        }
    }

    [Fact]
    public async Task User_WhoMayNotUseTheNode_IsForbidden()
    {
        using var nobody = kubelet.Authority.Issue("CN=jane, O=developers");
        const string forbidden = "Forbidden (user=jane, verb=get, resource=nodes, subresource=[proxy])";
        Assert.Equal((403, forbidden), await new KubeletClient(kubelet.Address, nobody).GetAsync("/containerLogs/redis/here/main", Ct));
        Assert.Equal(403, (await new KubeletClient(kubelet.Address, token: kubelet.Api.ViewerToken).GetAsync("/containerLogs/redis/here/main", Ct)).Status);
    }

    [Fact]
    public async Task Pod_ThatIsDeleted_EndsWhatRunsInIt()
    {
        await kubelet.AddPodAsync("brief", "lab-node");
        var connected = new TaskCompletionSource();
        var sleeping = kubelet.ApiServer.ExecAsync("brief", "main", ["sleep"], Ct, connected);
        await Task.WhenAny(connected.Task, sleeping);
        await kubelet.Api.KubectlAsync("-n redis delete pod brief --grace-period=0 --force");
        Assert.Equal("137", (await sleeping).End["details"]!["causes"]![0]!["message"]!.GetValue<string>());
    }
}
