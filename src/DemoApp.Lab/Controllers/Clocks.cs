namespace DemoApp.Lab.Controllers;

internal static class Clocks
{
    /// <summary>The present as Kubernetes writes times: UTC, whole seconds.</summary>
    public static DateTime Seconds(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
