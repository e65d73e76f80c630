using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DemoApp.Tests.Shop;
using StackExchange.Redis;

namespace DemoApp.Tests.Testdb.Errors;

/// <summary>A real redis-server set up to be of no use in some way; its settings may be changed while it runs.</summary>
internal sealed class ConfiguredRedis : IDisposable
{
    private readonly Process process;

    public ConfiguredRedis(params string[] settings)
    {
        // Where there is none the test skips, as it does there.
        using (new RedisServer())
        {
            Port = FreePort();
        }
        process = Process.Start(new ProcessStartInfo(
            "redis-server", ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(), .. settings.Select(s => s.Replace("{port}", $"{Port}", StringComparison.Ordinal))])
        {
            RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    public int Port { get; }

    public async Task ExecuteAsync(string command, params object[] arguments)
    {
        await using var client = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Port},allowAdmin=true,connectRetry=10,abortConnect=true");
        await client.GetServers()[0].ExecuteAsync(command, arguments);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
