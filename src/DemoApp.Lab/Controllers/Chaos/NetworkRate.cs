using System.Globalization;
using System.Text.RegularExpressions;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>Rates in tc's units, as Chaos Mesh takes them: "bps" are BYTES a second, "bit" are bits.</summary>
internal static partial class NetworkRate
{
    /// <returns>Bytes a second; null for what is no rate.</returns>
    public static double? Parse(string text)
    {
        if (Rate().Match(text.Trim().ToLowerInvariant()) is not { Success: true } match)
        {
            return null;
        }
        var scale = match.Groups[2].Value switch { "" => 1.0, "k" => 1e3, "m" => 1e6, "g" => 1e9, _ => 1e12 };
        var rate = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * scale / (match.Groups[3].Value == "bit" ? 8 : 1);
        return rate > 0 ? rate : null;
    }

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)([kmgt]?)(bps|bit)$")]
    private static partial Regex Rate();
}
