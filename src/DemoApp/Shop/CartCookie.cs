using System.Security.Cryptography;

namespace DemoApp.Shop;

/// <summary>The attendee's cart is known by a random cookie, given with the first change and not before.</summary>
internal static class CartCookie
{
    private const string Name = "cart";
    private const int Length = 32;

    /// <summary>Null when there is none, or one we never gave: nobody chooses a key of ours.</summary>
    public static string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: Length } id && id.All(char.IsAsciiHexDigitLower) ? id : null;

    public static string ReadOrGive(HttpContext context)
    {
        if (Read(context.Request) is { } known)
        {
            return known;
        }
        var id = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        context.Response.Cookies.Append(Name, id, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(7),
            Path = "/",
        });
        return id;
    }
}
