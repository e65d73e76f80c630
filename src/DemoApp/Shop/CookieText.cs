namespace DemoApp.Shop;

/// <summary>
/// Reads one cookie and writes one, without the dictionary and the builder of the general case: this is done at every page.
/// </summary>
internal static class CookieText
{
    /// <summary>Empty when there is none.</summary>
    public static ReadOnlySpan<char> Find(HttpRequest request, ReadOnlySpan<char> name)
    {
        foreach (var header in request.Headers.Cookie)
        {
            var rest = header.AsSpan();
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf(';');
                var pair = (end < 0 ? rest : rest[..end]).Trim();
                rest = end < 0 ? [] : rest[(end + 1)..];
                if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                {
                    return pair[(name.Length + 1)..];
                }
            }
        }
        return [];
    }

    /// <param name="value">Of letters, digits and <c>- . :</c> only: it goes as it is.</param>
    public static void Give(HttpContext context, string name, string value, TimeSpan life)
    {
        var seconds = (long)life.TotalSeconds;
        var secure = context.Request.IsHttps ? "; secure" : "";
        context.Response.Headers.Append("Set-Cookie", $"{name}={value}; max-age={seconds}; path=/; samesite=lax; httponly{secure}");
    }
}
