using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>It says what it started, or in one line why it cannot; and Ctrl-C leaves nothing behind.</summary>
public sealed partial class StartAndStopTests
{
    [Fact]
    public async Task Start_FreePorts_PrintsEveryAddressOneNeeds()
    {
        await using var program = await DemoProgram.StartAsync();

        Assert.Equal(2, program.TestdbPorts.Count);
        Assert.Contains(program.Kubeconfig, program.Output, StringComparison.Ordinal);
        Assert.Contains("KUBECONFIG=", program.Output, StringComparison.Ordinal);
        Assert.StartsWith(program.Address.ToString(), program.SignInLink, StringComparison.Ordinal);
        Assert.Contains($"{program.Address}sites/demo-clusterb", program.Output, StringComparison.Ordinal);
        foreach (var path in new[] { "/admin", "/livez", "/readyz", "/health", "/version", "/metrics", "/swagger/index.html", "/api/v1/clusters", "/api/v1/live" })
        {
            await Until.SeenAsync($"200 for {path}", () => program.StatusAsync(path), status => status == 200, TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Interrupt_RunningProgram_EndsWithZeroAndLeavesNothingListening()
    {
        await using var program = await DemoProgram.StartAsync();
        var ports = ListeningPorts(program);
        Assert.True(ports.Count >= 5, $"Shop, two API servers and two services listen, seen: {string.Join(' ', ports)}");

        Assert.Equal(0, await program.InterruptAsync());

        var open = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(end => end.Port).ToHashSet();
        Assert.DoesNotContain(ports, open.Contains);
    }

    [Fact]
    public async Task Start_InterruptedAtOnce_EndsInTime()
    {
        await using var program = DemoProgram.Launch();
        await program.BannerAsync();

        Assert.Equal(0, await program.InterruptAsync());
    }

    [Theory]
    [InlineData("--Lab:Clusters=9", "Lab:Clusters")]
    [InlineData("--Lab:Pace=fast", "Lab:Pace")]
    [InlineData("--Lab:KubernetesPort=70000", "Lab:KubernetesPort")]
    [InlineData("--Testdb:Deadline=soon", "Testdb:Deadline")]
    public async Task Start_BadSetting_SaysInOneLineWhichAndFails(string setting, string named) =>
        await FailsWithOneLineAsync(DemoProgram.Launch("0.1", setting), named);

    [Fact]
    public async Task Start_TestdbPortTaken_SaysInOneLineWhichAndFails()
    {
        using var other = Take();
        await FailsWithOneLineAsync(DemoProgram.Launch("0.1", $"--Lab:TestdbPort={PortOf(other)}"), "Lab:TestdbPort");
    }

    [Fact]
    public async Task Start_KubernetesPortTaken_SaysInOneLineWhichAndFails()
    {
        using var other = Take();
        await FailsWithOneLineAsync(DemoProgram.Launch("0.1", $"--Lab:KubernetesPort={PortOf(other)}"), "Lab:KubernetesPort");
    }

    [Fact]
    public async Task Start_ShopPortTaken_SaysInOneLineWhichAndFails()
    {
        using var other = Take();
        await FailsWithOneLineAsync(DemoProgram.Launch("0.1", $"--Urls=http://127.0.0.1:{PortOf(other)}"), "Urls");
    }

    [Fact]
    public async Task Start_FolderThatCannotBe_SaysInOneLineWhichAndFails()
    {
        // A folder below a file: unwritable for root as well.
        var file = Path.GetTempFileName();
        await FailsWithOneLineAsync(DemoProgram.Launch("0.1", $"--Lab:DataDirectory={Path.Combine(file, "lab")}"), "Lab:DataDirectory");
        File.Delete(file);
    }

    [Fact]
    public async Task Start_BeyondLoopbackWithoutPasscode_SaysInOneLineAndFails() =>
        await FailsWithOneLineAsync(DemoProgram.Launch("0.1", "--Urls=http://0.0.0.0:0", "--Presenter:Passcode="), "Presenter:Passcode");

    private static async Task FailsWithOneLineAsync(DemoProgram program, string named)
    {
        await using (program)
        {
            var code = await program.ExitAsync();
            await Until.TrueAsync("a line", () => program.Output.Length > 0);
            var said = program.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.NotEqual(0, code);
            Assert.True(said.Length == 1 && said[0].Contains(named, StringComparison.Ordinal), $"One line naming {named} was due, but it said:\n{program.Output}");
        }
    }

    private static Socket Take()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // The federated service and the further clusters count up from it.
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>As printed and as written in the kubeconfig, and those only the program itself knows.</summary>
    private static HashSet<int> ListeningPorts(DemoProgram program)
    {
        var ports = program.TestdbPorts.Append(program.Address.Port).ToHashSet();
        ports.UnionWith(ServerPort().Matches(File.ReadAllText(program.Kubeconfig)).Select(match => int.Parse(match.Groups[1].Value, null)));
        return ports;
    }

    [GeneratedRegex(@"server: https://127\.0\.0\.1:(\d+)")]
    private static partial Regex ServerPort();
}
