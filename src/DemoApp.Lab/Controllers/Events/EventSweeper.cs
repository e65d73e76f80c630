using System.Net;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Events;

/// <summary>Deletes events nothing was added to for an hour; a genuine server forgets them by itself.</summary>
internal sealed partial class EventSweeper(ClusterContext cluster)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private readonly ILogger logger = cluster.Loggers.CreateLogger<EventSweeper>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, cluster.Time);
        try
        {
            do
            {
                await TrySweepAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The lab stops.
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotSwept(logger, e.Message);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = cluster.Time.GetUtcNow().UtcDateTime - Lifetime;
        var events = await cluster.Client.CoreV1.ListEventForAllNamespacesAsync(cancellationToken: cancellationToken);
        foreach (var old in events.Items.Where(e => LastOf(e) < oldest))
        {
            await cluster.Client.CoreV1.DeleteNamespacedEventAsync(
                old.Metadata.Name, old.Metadata.NamespaceProperty, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.NotFound);
        }
    }

    private static DateTime? LastOf(Corev1Event e) =>
        e.Series?.LastObservedTime ?? e.LastTimestamp ?? e.EventTime ?? e.Metadata.CreationTimestamp;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Old events were not deleted: {Why}")]
        public static partial void NotSwept(ILogger logger, string why);
    }
}
