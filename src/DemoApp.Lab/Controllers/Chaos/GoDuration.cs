using System.Globalization;
using System.Text.RegularExpressions;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>Durations as Kubernetes' manifests write them, such as 1h30m or 90ms.</summary>
internal static partial class GoDuration
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!Whole().IsMatch(text))
        {
            return text == "0";
        }
        var seconds = 0.0;
        foreach (Match part in Part().Matches(text))
        {
            seconds += double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * Seconds(part.Groups[2].Value);
        }
        if (seconds > TimeSpan.FromDays(365).TotalSeconds)
        {
            return false;
        }
        duration = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    private static double Seconds(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "ns" => 1e-9,
        _ => 1e-6,
    };

    [GeneratedRegex(@"^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)")]
    private static partial Regex Part();
}
