namespace DemoApp.Bench.Load;

/// <summary>
/// HTTP as the steady loads use it: as many connections as are under way, redirects shown and not followed, cookies set by hand.
/// </summary>
internal static class Browser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static HttpClient Open(Uri shop) =>
#pragma warning disable CA2000 // The client owns its handler.
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionIdleTimeout = Patience })
        {
            BaseAddress = shop, Timeout = Patience,
        };
#pragma warning restore CA2000
}
