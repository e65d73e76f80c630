using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using DemoApp.Shop.Catalog;

namespace DemoApp.Shop.Carts;

/// <summary>Quantities by place in the catalogue, and as the text <c>mug:2,bell:1</c>.</summary>
internal static class CartLines
{
    public static bool TryRead(ReadOnlySpan<byte> line, out int product, out int quantity)
    {
        (product, quantity) = (-1, 0);
        var colon = line.IndexOf((byte)':');
        return colon > 0 && (product = Catalogue.IndexOf(line[..colon])) >= 0
            && Utf8Parser.TryParse(line[(colon + 1)..], out quantity, out var read) && read == line.Length - colon - 1
            && quantity is >= 0 and <= CartChange.MostOfOne;
    }

    /// <summary>Adds the lines to the quantities, or takes them away; never below none, never above what we sell to one.</summary>
    public static void Apply(ReadOnlySpan<byte> lines, int sign, Span<int> quantities)
    {
        while (!lines.IsEmpty)
        {
            var comma = lines.IndexOf((byte)',');
            if (TryRead(comma < 0 ? lines : lines[..comma], out var product, out var quantity))
            {
                quantities[product] = Math.Clamp(quantities[product] + (sign * quantity), 0, CartChange.MostOfOne);
            }
            lines = comma < 0 ? [] : lines[(comma + 1)..];
        }
    }

    public static string Text(ReadOnlySpan<int> quantities)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < quantities.Length; i++)
        {
            if (quantities[i] > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "," : "")}{Catalogue.Products[i].Id}:{quantities[i]}");
            }
        }
        return text.ToString();
    }

    public static Cart Cart(ReadOnlySpan<int> quantities)
    {
        var lines = ImmutableArray.CreateBuilder<CartLine>();
        for (var i = 0; i < quantities.Length; i++)
        {
            if (quantities[i] > 0)
            {
                lines.Add(new(Catalogue.Products[i], quantities[i]));
            }
        }
        return lines.Count == 0 ? Carts.Cart.Empty : new(lines.DrainToImmutable());
    }
}
