namespace DemoApp.Hosting;

/// <summary>Headers every answer has. Scripts and styles come from here only; nobody frames the page.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        // Swagger's own page brings an inline script.
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/swagger") ? $"{Policy}; script-src 'self' 'unsafe-inline'" : Policy;
        return next(http);
    });
}
