using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting;

/// <summary>Starts the clusters beside the host, not before it, and stops them with it.</summary>
internal sealed partial class LabService(LabPlan plan, ILogger<LabService> logger) : BackgroundService
{
    public override void Dispose()
    {
        base.Dispose();
        plan.Directory.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Starting(logger, plan.Options.Clusters, plan.Directory.Root);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Lab: starting {Clusters} clusters, files under {Directory}")]
        public static partial void Starting(ILogger logger, int clusters, string directory);
    }
}
