using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace DemoApp.Shop.Orders;

/// <param name="Number">Short, for people; made from the request, so that an order sent twice has one number.</param>
internal sealed record Order(string Number, string Site, int Quantity, int Total)
{
    /// <summary>Orders the page shows.</summary>
    public const int Shown = 5;

    /// <summary>Read some more than are shown: an order that two sites decided at once may stand there twice.</summary>
    public const int Read = Shown + 3;

    public RedisValue ToMember() => string.Create(CultureInfo.InvariantCulture, $"{Number}|{Site}|{Quantity}|{Total}");

    public static string NumberOf(string cartId, string requestId) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{cartId}/{requestId}")).AsSpan(0, 4));

    /// <summary>Each number once.</summary>
    public static ImmutableArray<Order> Latest(RedisValue[] members)
    {
        var orders = ImmutableArray.CreateBuilder<Order>(Shown);
        foreach (var member in members)
        {
            if (orders.Count < Shown && member.ToString().Split('|') is [var number, var site, var quantity, var total]
                && int.TryParse(quantity, CultureInfo.InvariantCulture, out var pieces)
                && int.TryParse(total, CultureInfo.InvariantCulture, out var dollars)
                && !orders.Any(order => order.Number == number))
            {
                orders.Add(new(number, site, pieces, dollars));
            }
        }
        return orders.ToImmutable();
    }
}
