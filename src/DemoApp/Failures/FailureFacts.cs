using System.Collections.Immutable;
using System.Diagnostics;

namespace DemoApp.Failures;

/// <summary>Exception and request → <see cref="Failure"/>: what is known without asking anyone.</summary>
internal static class FailureFacts
{
    private const int MostFields = 20;
    private const int LongestField = 200;

    public static async Task<Failure> OfAsync(HttpContext context, Exception error, FailureKind kind, DateTimeOffset now)
    {
        var failure = Of(context, kind, kind switch
        {
            FailureKind.NoAnswer => StatusCodes.Status504GatewayTimeout,
            FailureKind.Rejected => ((BadHttpRequestException)error).StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        }, now);
        failure = failure with { Message = kind == FailureKind.Rejected ? error.Message : null };
        if (!failure.IsOutage)
        {
            return failure;
        }
        return failure with
        {
            Site = Told<string>(error, "site") ?? context.Request.RouteValues["cluster"] as string ?? "this site",
            Service = Told<string>(error, "service") ?? "testdb",
            Message = Told<string>(error, "sentence"),
            Since = Told<object>(error, "since") as DateTimeOffset? ?? now,
            FormAction = HttpMethods.IsPost(context.Request.Method) ? context.Request.Path.ToUriComponent() : null,
            Form = await FormAsync(context.Request),
        };
    }

    public static Failure Of(HttpContext context, FailureKind kind, int status, DateTimeOffset now) =>
        new(kind, status, Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier, now);

    /// <summary>What the thrower wrote on the exception; it may sit on the cause.</summary>
    private static T? Told<T>(Exception error, string key)
        where T : class
    {
        for (var each = error; each is not null; each = each.InnerException)
        {
            if (each.Data[key] is T told)
            {
                return told;
            }
        }
        return null;
    }

    private static async Task<ImmutableArray<KeyValuePair<string, string>>> FormAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
        {
            return [];
        }
        // Read already by whoever failed: this neither waits nor reads.
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return [.. form.Take(MostFields).SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? ""))
            .Where(field => field.Key.Length <= LongestField && field.Value.Length <= LongestField)];
    }
}
