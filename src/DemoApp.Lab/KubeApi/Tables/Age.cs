using System.Globalization;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>Durations as kubectl prints them: <c>59s</c>, <c>2m5s</c>, <c>3h12m</c>, <c>4d5h</c> (apimachinery's HumanDuration).</summary>
internal static class Age
{
    public static string Since(string? timestamp, DateTimeOffset now, string otherwise = "<unknown>") =>
        DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Of(now - at)
            : otherwise;

    public static string Of(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        if (seconds < 0)
        {
            return seconds >= -2 ? "0s" : "<invalid>";
        }
        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return seconds < 120 ? $"{seconds}s"
            : minutes < 10 ? With(minutes, "m", seconds % 60, "s")
            : hours < 3 ? $"{minutes}m"
            : hours < 8 ? With(hours, "h", minutes % 60, "m")
            : hours < 48 ? $"{hours}h"
            : days < 8 ? With(days, "d", hours % 24, "h")
            : days < 365 * 2 ? $"{days}d"
            : days < 365 * 8 ? With(days / 365, "y", days % 365, "d")
            : $"{days / 365}y";
    }

    private static string With(long big, string unit, long small, string smallUnit) =>
        small == 0 ? $"{big}{unit}" : $"{big}{unit}{small}{smallUnit}";
}
