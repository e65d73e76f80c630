namespace DemoApp.Shop;

/// <summary>The answer at once when the shop has too much to do. Without a body: the page for it is the outermost middleware's.</summary>
internal static class TooMuch
{
    public static void Answer(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = "1";
        response.Headers.CacheControl = "no-store";
    }
}
