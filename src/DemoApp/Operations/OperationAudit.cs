using DemoApp.Clusters;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Operations;

/// <summary>Who did what, when: a line of the log, and an Event on the rec of each cluster, at the begin and at the end of every operation.</summary>
internal sealed partial class OperationAudit(OperationLog operations, ClusterWatchers clusters, ILogger<OperationAudit> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        operations.Changed += OnChanged;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        operations.Changed -= OnChanged;
        return Task.CompletedTask;
    }

    private void OnChanged(OperationView operation)
    {
        var word = operation.Status switch
        {
            "running" => operation.Steps.All(step => step.Status == "pending") ? "Started" : null,
            "succeeded" => "Succeeded",
            "cancelled" => "Cancelled",
            _ => "Failed",
        };
        if (word is null)
        {
            return;
        }
        var what = $"{operation.Kind} of {string.Join(" and ", operation.Clusters)}, asked by {operation.By} (operation {operation.Id})";
        Log.Told(logger, word, what);
        foreach (var cluster in operation.Clusters)
        {
            _ = TellAsync(cluster, $"Operation{word}", what);
        }
    }

    /// <summary>An operation is not held up by its own record.</summary>
    private async Task TellAsync(string cluster, string reason, string message)
    {
        try
        {
            await Task.Yield();
            await clusters.Commands(cluster).TellAsync(reason, message, CancellationToken.None);
        }
        catch (Exception e) when (e is ApiAnswerException or ObjectDisposedException)
        {
            Log.NotTold(logger, cluster, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Word}: {What}")]
        public static partial void Told(ILogger logger, string word, string what);

        [LoggerMessage(Level = LogLevel.Warning, Message = "No Event on the rec of {Cluster}: {Why}")]
        public static partial void NotTold(ILogger logger, string cluster, string why);
    }
}
