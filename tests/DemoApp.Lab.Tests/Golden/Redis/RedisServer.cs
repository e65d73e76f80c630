using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace DemoApp.Lab.Tests.Golden.Redis;

/// <summary>A genuine, empty redis-server on a socket in a directory of its own. Where it is missing the test skips; under CI that is a failure.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("demoapp-redis-").FullName;
    private readonly Process process;

    private RedisServer()
    {
        try
        {
            // No slow log: on a busy machine any command may be slow.
            string[] arguments = ["--port", "0", "--unixsocket", Socket, "--save", "", "--dir", directory, "--slowlog-log-slower-than", "-1"];
            process = Process.Start(new ProcessStartInfo("redis-server", arguments)
            {
                RedirectStandardOutput = true,
            })!;
        }
        catch (Win32Exception e)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail($"redis-server is not installed ({e.Message}); with CI=true no test may skip.");
            }

            Assert.Skip($"redis-server is not installed ({e.Message})");
            throw;
        }
    }

    public string Socket => Path.Combine(directory, "s");

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        while (await server.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.OrdinalIgnoreCase))
            {
                // It would stop when nobody takes what it says.
                _ = server.process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return server;
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException("redis-server ended before it was ready.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        Directory.Delete(directory, true);
    }
}
