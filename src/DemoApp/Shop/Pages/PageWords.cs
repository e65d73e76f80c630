using System.Globalization;

namespace DemoApp.Shop.Pages;

/// <summary>Figures as the page says them.</summary>
internal static class PageWords
{
    public static string Pieces(int count) => count == 1 ? "1 piece" : string.Create(CultureInfo.InvariantCulture, $"{count} pieces");

    public static string Milliseconds(TimeSpan elapsed) =>
        elapsed.TotalMilliseconds.ToString(elapsed.TotalMilliseconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms";
}
