using Microsoft.Extensions.Hosting;

namespace DemoApp.Lab.KubeApi.Http;

/// <summary>The program that embeds a server decides when it ends; signals are not the server's business.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
