using Microsoft.AspNetCore.Http;

namespace DemoApp.Admin;

/// <summary>Whether a request that changes something may ride on a cookie: only from this site's own pages.</summary>
internal static class SameSite
{
    public static bool Allows(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            return false;
        }
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var here)
            && from.Authority.Equals(here.Authority, StringComparison.OrdinalIgnoreCase));
    }
}
