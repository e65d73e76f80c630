using DemoApp.Lab.Database;
using DemoApp.Lab.Network;
using k8s.Autorest;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting;

/// <summary>Starts the clusters beside the host, not before it, and stops them with it.</summary>
internal sealed partial class LabService(
    LabPlan plan, TimeProvider time, ILoggerFactory loggers, IHostApplicationLifetime lifetime) : BackgroundService
{
    private readonly ILogger logger = loggers.CreateLogger<LabService>();
    private IReadOnlyList<LabCluster> clusters = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Each takes its snapshot: side by side, so that Ctrl-C stays quick with eight clusters.
        await Task.WhenAll(clusters.Select(cluster => cluster.DisposeAsync().AsTask()));
        clusters = [];
    }

    public override void Dispose()
    {
        base.Dispose();
        plan.Directory.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Starting(logger, plan.Options.Clusters, plan.Directory.Root);
        // Yields: the web host must listen before the first database is up.
        await Task.Yield();
        try
        {
            var network = new PodNetwork(plan.IsGuest ? PodNetwork.BesideGenuinePods : PodNetwork.Usual);
            var links = new LabLinks();
            clusters = [.. plan.Addresses.Clusters.Select((_, index) => new LabCluster(plan, index, network, links, time, loggers))];
            links.Connect([.. clusters.Select(cluster => cluster.Database)]);
            var invitations = await Task.WhenAll(clusters.Select(cluster => cluster.PrepareAsync(stoppingToken)));
            await Task.WhenAll(clusters.Select((cluster, n) => cluster.StartAsync(Others(invitations, n), stoppingToken)));
            Log.Started(logger, plan.Options.Clusters);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested &&
            e is DatabaseStartException or PortTakenException or IOException or HttpRequestException or HttpOperationException)
        {
            Log.Failed(logger, e is HttpOperationException { Response.Content: { Length: > 0 } said } ? said : e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private Dictionary<string, string> Others(string[] invitations, int own) => plan.Addresses.Clusters.Zip(invitations)
        .Where((_, n) => n != own).ToDictionary(other => other.First.Name, other => other.Second);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Lab: starting {Clusters} clusters, files under {Directory}")]
        public static partial void Starting(ILogger logger, int clusters, string directory);

        [LoggerMessage(Level = LogLevel.Information, Message = "Lab: the Kubernetes APIs of {Clusters} clusters answer")]
        public static partial void Started(ILogger logger, int clusters);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Lab: {Problem}")]
        public static partial void Failed(ILogger logger, string problem);
    }
}
