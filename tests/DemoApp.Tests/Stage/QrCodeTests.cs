using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DemoApp.Stage;
using Xunit;

namespace DemoApp.Tests.Stage;

public sealed partial class QrCodeTests
{
    private const int QuietZone = 4;
    private static readonly string[] Finder = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"];

    [Fact]
    public void Svg_OfAnAddress_HasTheThreeFinderPatternsAndAQuietZone()
    {
        var rows = Rows(QrCode.Svg("http://192.168.1.20:8080/"));

        var last = rows.Length - QuietZone - Finder.Length;
        foreach (var (x, y) in new[] { (QuietZone, QuietZone), (last, QuietZone), (QuietZone, last) })
        {
            Assert.Equal(Finder, rows[y..(y + Finder.Length)].Select(row => row.Substring(x, Finder.Length)));
        }
        Assert.All(rows[..QuietZone].Concat(rows[^QuietZone..]), row => Assert.DoesNotContain('#', row));
    }

    [Fact]
    public void Svg_OfTextThatLooksLikeMarkup_HoldsNoneOfIt() => Assert.DoesNotContain("script", QrCode.Svg("\"><script>"), StringComparison.Ordinal);

    /// <summary>The drawing, module by module, from the path's own commands.</summary>
    private static string[] Rows(string svg)
    {
        XNamespace ns = "http://www.w3.org/2000/svg";
        var root = XDocument.Parse(svg).Root!;
        var size = int.Parse(root.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture);
        var rows = Enumerable.Range(0, size).Select(_ => Enumerable.Repeat(' ', size).ToArray()).ToArray();
        foreach (Match run in Run().Matches(root.Element(ns + "path")!.Attribute("d")!.Value))
        {
            var (x, y, length) = (Number(run, 1), Number(run, 2), Number(run, 3));
            Array.Fill(rows[y], '#', x, length);
        }
        return [.. rows.Select(row => new string(row))];
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\d+z")]
    private static partial Regex Run();
}
