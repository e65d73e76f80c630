using System.Buffers.Text;
using System.Globalization;
using DemoApp.Shop.Catalog;
using StackExchange.Redis;

namespace DemoApp.Shop.Carts;

internal enum CartEntryKind
{
    Add,
    Set,
    Order,
    Base,
}

/// <summary>
/// One field of a cart's hash. The field says what was wished and by which request, the value when; written with HSETNX, so that a
/// change sent twice,
/// late, or at two sites is there once and keeps its place.
/// <code>
/// {request}:a:{product}:{n} = ms    n more          {request}:o = ms|product:n,…   ordered: these are sold
/// {request}:s:{product}:{n} = ms    n, 0: none      base:{ms}   = product:n,…      all until then, folded
/// </code>
/// </summary>
/// <param name="Field">Place in the reply it was read from.</param>
/// <param name="Product">Place in the catalogue; -1 where the lines tell.</param>
internal readonly record struct CartEntry(long At, CartEntryKind Kind, int Field, int Product, int Quantity, ReadOnlyMemory<byte> Lines)
{
    public static string FieldOf(string requestId, CartChange change) => change.Action switch
    {
        CartAction.Order => requestId + ":o",
        CartAction.Add => string.Create(CultureInfo.InvariantCulture, $"{requestId}:a:{change.Product!.Id}:{change.Quantity}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{requestId}:s:{change.Product!.Id}:{change.Quantity}"),
    };

    /// <summary>Null for a field that is none of ours, or of a product we no longer sell.</summary>
    public static CartEntry? Read(in HashEntry entry, int place)
    {
        ReadOnlyMemory<byte> name = entry.Name;
        ReadOnlyMemory<byte> value = entry.Value;
        var field = name.Span;
        var colon = field.IndexOf((byte)':');
        if (colon < 0)
        {
            // A cart of the version before: product = quantity.
            return Catalogue.IndexOf(field) is >= 0 and var known && Number(value.Span) is { } pieces
                ? new(0, CartEntryKind.Set, place, known, (int)Math.Min(pieces, CartChange.MostOfOne), default)
                : null;
        }
        var rest = field[(colon + 1)..];
        if (rest is [(byte)'o'] && value.Span.IndexOf((byte)'|') is > 0 and var bar && Number(value.Span[..bar]) is { } ordered)
        {
            return new(ordered, CartEntryKind.Order, place, -1, 0, value[(bar + 1)..]);
        }
        if (field[..colon].SequenceEqual("base"u8) && Number(rest) is { } until)
        {
            return new(until, CartEntryKind.Base, place, -1, 0, value);
        }
        if (rest is [(byte)'a' or (byte)'s', (byte)':', ..] && CartLines.TryRead(rest[2..], out var product, out var quantity)
            && Number(value.Span) is { } at)
        {
            return new(at, rest[0] == (byte)'a' ? CartEntryKind.Add : CartEntryKind.Set, place, product, quantity, default);
        }
        return null;
    }

    private static long? Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long number, out var read) && read == digits.Length && number >= 0 ? number : null;
}
