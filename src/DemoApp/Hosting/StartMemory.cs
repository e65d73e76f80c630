using Microsoft.Extensions.Hosting;

namespace DemoApp.Hosting;

/// <summary>
/// Gives back what the start needed and the rest of the day does not. Idle, the program allocates so little that no collection would come
/// by itself for hours. Once, and compacting: it stops the program for some hundredths of a second.
/// </summary>
internal sealed class StartMemory(TimeProvider time) : BackgroundService
{
    /// <summary>By then the lab's clusters run at the default pace, on a busy machine too.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(45);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Settling, time, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
