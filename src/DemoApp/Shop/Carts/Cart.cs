using System.Collections.Immutable;
using DemoApp.Shop.Catalog;

namespace DemoApp.Shop.Carts;

internal sealed class Cart
{
    public Cart(ImmutableArray<CartLine> lines)
    {
        Lines = lines;
        foreach (var line in lines)
        {
            Quantity += line.Quantity;
            Total += line.Price;
        }
    }

    public static Cart Empty { get; } = new([]);

    /// <summary>In the catalogue's order, each with at least one piece.</summary>
    public ImmutableArray<CartLine> Lines { get; }

    public int Quantity { get; }

    public int Total { get; }
}

internal readonly record struct CartLine(Product Product, int Quantity)
{
    public int Price => Product.Price * Quantity;
}
