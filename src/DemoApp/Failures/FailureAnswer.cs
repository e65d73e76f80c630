using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace DemoApp.Failures;

/// <summary>Writes a failure as the caller can read it: a page for browsers, an RFC 9457 problem for programs.</summary>
internal static class FailureAnswer
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static async Task WriteAsync(HttpContext context, Failure failure, IReadOnlyList<string> sites)
    {
        var response = context.Response;
        response.StatusCode = failure.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["X-Trace-Id"] = failure.TraceId;
        response.Headers.Remove(HeaderNames.ETag);
        response.Headers.Remove(HeaderNames.LastModified);
        if (failure.IsOutage)
        {
            response.Headers.RetryAfter = "1";
        }
        var html = WantsHtml(context.Request);
        var body = html
            ? Encoding.UTF8.GetBytes(FailurePage.Render(failure, [.. sites.Where(site => site != failure.Site)]))
            : JsonSerializer.SerializeToUtf8Bytes(Problem(failure, context.Request), Web);
        response.ContentType = html ? "text/html; charset=utf-8" : "application/problem+json";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>The caller's first choice decides; one without a choice gets what the address is for: pages for people, the rest for programs.</summary>
    public static bool WantsHtml(HttpRequest request)
    {
        var forPeople = !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs");
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) || accepted.Count == 0)
        {
            return forPeople;
        }
        var html = accepted.Where(type => type.MediaType.Value is "text/html" or "application/xhtml+xml" or "text/*").Max(type => (double?)(type.Quality ?? 1));
        var json = accepted.Where(type => type.SubTypeWithoutSuffix == "json" || type.Suffix == "json" || type.MediaType == "application/*").Max(type => (double?)(type.Quality ?? 1));
        return (html, json) switch
        {
            (null, null) => forPeople,
            _ => (html ?? 0) > (json ?? 0) || (html == json && forPeople),
        };
    }

    private static object Problem(Failure failure, HttpRequest request) => new
    {
        Type = "about:blank",
        Title = failure.IsOutage ? string.Create(CultureInfo.InvariantCulture, $"{failure.Status}: {failure.Title}") : failure.Title,
        failure.Status,
        Detail = failure.Sentence,
        Instance = request.Path.Value,
        failure.TraceId,
        Kind = failure.Kind.ToString(),
        Cluster = failure.Site,
        failure.Service,
        failure.Since,
        RetryAfterSeconds = failure.IsOutage ? 1 : (int?)null,
        Demo = failure.IsOutage ? "This is the demo: your network is fine." : null,
    };
}
