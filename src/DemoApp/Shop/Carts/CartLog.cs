using System.Globalization;
using DemoApp.Shop.Catalog;
using StackExchange.Redis;

namespace DemoApp.Shop.Carts;

/// <summary>
/// A cart is the changes made to it, in the order of their time; the same fields give the same cart at every site, whatever the order
/// they came in. It cannot
/// grow without bound: beyond <see cref="MostEntries"/> the older changes are folded into one base, the last <see cref="Remembered"/>
/// stay known by their request.
/// </summary>
internal sealed class CartLog
{
    public const int MostEntries = 24;
    public const int Remembered = 8;

    private readonly HashEntry[] fields;
    private readonly List<CartEntry> entries;
    private readonly int first;

    private CartLog(HashEntry[] fields)
    {
        this.fields = fields;
        entries = new(fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            if (CartEntry.Read(fields[i], i) is { } entry)
            {
                entries.Add(entry);
            }
        }
        entries.Sort(ByTime);
        // What was folded is in the last base; what is older and still there came to it late, or is about to go.
        first = Math.Max(0, entries.FindLastIndex(entry => entry.Kind == CartEntryKind.Base));
        Cart = CartLines.Cart(Quantities(entries.Count));
    }

    public Cart Cart { get; }

    /// <summary>Null: short enough.</summary>
    public CartFold? Fold()
    {
        if (fields.Length <= MostEntries || entries.Count == 0)
        {
            return null;
        }
        var end = Math.Max(first + 1, entries.Count - Remembered);
        // Times equal to the base's count as folded, so none of them may stay behind.
        while (end < entries.Count && entries[end].At == entries[end - 1].At)
        {
            end++;
        }
        var gone = new List<RedisValue>(fields.Length);
        var kept = entries.Skip(end).Select(entry => entry.Field).ToHashSet();
        var name = string.Create(CultureInfo.InvariantCulture, $"base:{entries[end - 1].At}");
        for (var i = 0; i < fields.Length; i++)
        {
            if (!kept.Contains(i) && fields[i].Name != name)
            {
                gone.Add(fields[i].Name);
            }
        }
        return new(name, CartLines.Text(Quantities(end)), [.. gone]);
    }

    /// <summary>What the order of this request sold, as it was decided first; null when there is none.</summary>
    public RedisValue? SoldBy(string requestId)
    {
        var field = requestId + ":o";
        foreach (var entry in fields)
        {
            if (entry.Name == field)
            {
                return entry.Value;
            }
        }
        return null;
    }

    public static CartLog Read(HashEntry[] fields) => new(fields);

    private static int ByTime(CartEntry a, CartEntry b)
    {
        var order = a.At.CompareTo(b.At);
        return order != 0 ? order
            : a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind)
            : a.Product != b.Product ? a.Product.CompareTo(b.Product)
            : a.Quantity.CompareTo(b.Quantity);
    }

    private int[] Quantities(int end)
    {
        var quantities = new int[Catalogue.Products.Length];
        for (var i = first; i < end; i++)
        {
            var entry = entries[i];
            switch (entry.Kind)
            {
                case CartEntryKind.Add:
                    quantities[entry.Product] = Math.Min(quantities[entry.Product] + entry.Quantity, CartChange.MostOfOne);
                    break;
                case CartEntryKind.Set:
                    quantities[entry.Product] = entry.Quantity;
                    break;
                case CartEntryKind.Order:
                    CartLines.Apply(entry.Lines.Span, -1, quantities);
                    break;
                default:
                    CartLines.Apply(entry.Lines.Span, 1, quantities);
                    break;
            }
        }
        return quantities;
    }
}

/// <param name="Gone">Fields that are in the base now.</param>
internal sealed record CartFold(RedisValue Field, RedisValue Lines, RedisValue[] Gone);
