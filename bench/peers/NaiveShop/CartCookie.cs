using System.Security.Cryptography;

namespace NaiveShop;

internal static class CartCookie
{
    public static string? Read(HttpRequest request) => request.Cookies["cart"];

    public static string ReadOrGive(HttpContext http)
    {
        if (Read(http.Request) is { } known)
        {
            return known;
        }
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        http.Response.Cookies.Append("cart", id);
        return id;
    }
}
