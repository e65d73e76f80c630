using System.Globalization;
using DemoApp.Shop.Catalog;

namespace DemoApp.Shop.Carts;

internal enum CartAction
{
    Add,
    Set,
    Remove,
    Order,
}

/// <summary>One wish of an attendee, checked: the product exists and the quantity is one we sell. Null product only for an order.</summary>
internal sealed record CartChange(CartAction Action, Product? Product, int Quantity)
{
    public const int MostOfOne = 99;

    public static CartChange Demand(string? action, string? product, string? quantity)
    {
        var (change, mistake) = Read(action, product, quantity);
        return change ?? throw new BadHttpRequestException(mistake!, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The change, or the sentence that says why not.</summary>
    private static (CartChange? Change, string? Mistake) Read(string? action, string? product, string? quantity)
    {
        CartAction? wish = action switch
        {
            null or "" or "add" => CartAction.Add,
            "set" => CartAction.Set,
            "remove" => CartAction.Remove,
            "order" => CartAction.Order,
            _ => null,
        };
        if (wish is null)
        {
            return (null, "The action must be add, set, remove or order.");
        }
        if (wish == CartAction.Order)
        {
            return (new(CartAction.Order, null, 0), null);
        }
        if (Catalogue.Find(product) is not { } found)
        {
            return (null, "There is no such product in this shop.");
        }
        if (wish == CartAction.Remove)
        {
            return (new(CartAction.Remove, found, 0), null);
        }
        var least = wish == CartAction.Set ? 0 : 1;
        var amount = string.IsNullOrEmpty(quantity) && wish == CartAction.Add ? "1" : quantity;
        return int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= MostOfOne
            ? (new(count == 0 ? CartAction.Remove : wish.Value, found, count), null)
            : (null, $"The quantity must be a whole number from {least} to {MostOfOne}.");
    }
}
