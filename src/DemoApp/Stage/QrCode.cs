using System.Globalization;
using System.Text;
using QRCoder;

namespace DemoApp.Stage;

/// <summary>An address as a QR code, drawn as one path: a run of dark modules is one stroke of it.</summary>
internal static class QrCode
{
    public static string Svg(string text)
    {
        using var data = new QRCodeGenerator().CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // The library's matrix brings its own quiet zone of the same width.
        var (modules, size) = (data.ModuleMatrix, data.ModuleMatrix.Count);
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var from = x;
                while (x < size && modules[y][x])
                {
                    x++;
                }

                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
                }
            }
        }

        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" aria-label="QR code of the shop's address" shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>
            """;
    }
}
