using DemoApp.Lab.Database;
using DemoApp.Lab.Network;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting;

/// <summary>One cluster's database and the service address in front of it.</summary>
internal sealed class LabSite : IAsyncDisposable
{
    private readonly ServiceAddress service;

    public LabSite(LabClusterAddress address, string dataDirectory, TimeProvider time, ILoggerFactory loggers)
    {
        Database = new(new() { Site = address.Name, Directory = Path.Combine(dataDirectory, address.Name) }, time, loggers);
        service = new(address.Testdb, time, loggers.CreateLogger<ServiceAddress>());
    }

    public SiteDatabase Database { get; }

    /// <summary>Starts the database from its files, then opens the service address.</summary>
    /// <exception cref="DatabaseStartException">The files cannot be used.</exception>
    /// <exception cref="PortTakenException">Another program took the service's port.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        await Database.StartAsync(ct);
        await Database.SetModeAsync(EndpointMode.Serving, ct);
        service.SetBackends([Database.EndPoint]);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await Database.DisposeAsync();
    }
}
