using System.Diagnostics;
using System.Net;

namespace DemoApp.Lab.Tests.Database;

/// <summary>Sites in a process of their own.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process process;

    private SiteProcess(Process process, IReadOnlyList<IPEndPoint> endPoints) => (this.process, EndPoints) = (process, endPoints);

    public IReadOnlyList<IPEndPoint> EndPoints { get; }

    public static async Task<SiteProcess> StartAsync(string directory, int sites, int nodes, CancellationToken ct)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "DemoApp.Lab.Site.dll");
        var start = new ProcessStartInfo("dotnet", [program, directory, $"{sites}", $"{nodes}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var ports = await process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("The sites did not start.");
        return new SiteProcess(process, [.. ports.Split(' ').Select(port => new IPEndPoint(IPAddress.Loopback, int.Parse(port, null)))]);
    }

    /// <summary>As kill -9.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        process.Kill();
        await process.WaitForExitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
