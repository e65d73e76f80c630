namespace DemoApp.Lab.Controllers;

internal static class Clocks
{
    /// <summary>The present as Kubernetes writes times: UTC, whole seconds.</summary>
    public static DateTime Seconds(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>
    /// The present as a MicroTime: never a whole second. The client writes those without digits behind the point, and a genuine server
    /// takes no MicroTime without six.
    /// </summary>
    public static DateTime Microseconds(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return now.Ticks % TimeSpan.TicksPerSecond == 0 ? now.AddTicks(TimeSpan.TicksPerMicrosecond) : now;
    }
}
