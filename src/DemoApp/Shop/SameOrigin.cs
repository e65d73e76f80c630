namespace DemoApp.Shop;

/// <summary>Changes come from our own pages, or from callers that are no browser and so carry nobody's cookie by accident.</summary>
internal static class SameOrigin
{
    public static void Demand(HttpRequest request)
    {
        var foreign = request.Headers["Sec-Fetch-Site"].ToString() is "cross-site"
            || (request.Headers.Origin.ToString() is { Length: > 0 } origin
                && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                    && uri.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase)));
        if (foreign)
        {
            throw new BadHttpRequestException(
                "This request comes from another site. Use the shop's own page.", StatusCodes.Status403Forbidden);
        }
    }

    // The same spelling on both sides: Uri drops a default port, Host may carry it.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var uri) ? uri.Authority : "";
}
