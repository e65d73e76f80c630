using System.Buffers;
using System.Security.Cryptography;

namespace DemoApp.Shop.Carts;

/// <summary>
/// The attendee and their cart are known by a random cookie. A page gives it and writes nothing for it: only who comes back with it is
/// remembered.
/// </summary>
internal static class CartCookie
{
    private const string Name = "cart";
    private const int Length = 32;
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Null when there is none, or one we never gave: nobody chooses a key of ours.</summary>
    public static string? Read(HttpRequest request) =>
        CookieText.Find(request, Name) is { Length: Length } id && !id.ContainsAnyExcept(Hex) ? id.ToString() : null;

    public static string Give(HttpContext context)
    {
        var id = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        CookieText.Give(context, Name, id, Life);
        return id;
    }
}
