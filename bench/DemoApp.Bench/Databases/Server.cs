using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Databases;

/// <summary>A database in a process of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private Server(string name, Process process, string folder) => (Name, this.process, this.folder) = (name, process, folder);

    public string Name { get; }

    public IReadOnlyList<int> Ports { get; private set; } = [];

    public static Task<Server> BareGarnetAsync(CancellationToken ct) =>
        StartAsync("bare Garnet", "dotnet", _ => [typeof(Server).Assembly.Location, BareGarnet.Argument], ct);

    /// <summary>Sites of three nodes each, reached at their endpoints.</summary>
    public static Task<Server> SitesAsync(int count, CancellationToken ct) => StartAsync(
        "testdb", "dotnet", folder => [Repository.SiteHost, folder, count.ToString(CultureInfo.InvariantCulture), "3"], ct);

    public static async Task<Server> RedisAsync(CancellationToken ct)
    {
        var port = BareGarnet.FreePort();
        var server = Launch(
            "redis-server", "redis-server",
            _ => ["--port", port.ToString(CultureInfo.InvariantCulture), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]);
        server.Ports = [port];
        while (!await AnswersAsync(port, ct))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }
        return server;
    }

    /// <summary>Holds it still: it accepts and does not answer, and nothing is lost.</summary>
    public Task FreezeAsync(CancellationToken ct) => Signals.HoldAsync(process.Id, ct);

    /// <summary>Ends the process at once: its port refuses.</summary>
    public Task StopAsync(CancellationToken ct)
    {
        process.Kill();
        return process.WaitForExitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Server> StartAsync(string name, string program, Func<string, string[]> arguments, CancellationToken ct)
    {
        var server = Launch(name, program, arguments);
        var line = await server.process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException($"{name} did not start");
        server.Ports = [.. line.Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture))];
        return server;
    }

    private static Server Launch(string name, string program, Func<string, string[]> arguments)
    {
        var folder = Directory.CreateTempSubdirectory("demoapp-bench-").FullName;
        var how = new ProcessStartInfo(program, arguments(folder))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder,
        };
        return new(name, Process.Start(how)!, folder);
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
