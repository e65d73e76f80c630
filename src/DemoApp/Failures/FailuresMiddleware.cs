using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DemoApp.Failures;

/// <summary>
/// The one border where errors become answers. Also gives a page or a problem to whoever answered with a bare status code, as for an
/// unknown site. Asks neither Redis nor Kubernetes.
/// </summary>
internal sealed partial class FailuresMiddleware(RequestDelegate next, IConfiguration configuration, TimeProvider time, ILogger<FailuresMiddleware> logger)
{
    private readonly ImmutableArray<string> sites =
        [.. configuration.GetSection("Clusters").GetChildren().Select(site => site["Name"]).OfType<string>()];

    public async Task InvokeAsync(HttpContext context)
    {
        Failure failure;
        try
        {
            await next(context);
            if (HandedOver.Of(context) is { } handed)
            {
                failure = await FailureFacts.OfAsync(context, handed, FailureClassifier.Classify(handed, false), time.GetUtcNow());
            }
            else if (context.Response.HasStarted || context.Response.StatusCode < 400
                || context.Response.ContentLength is not null || !string.IsNullOrEmpty(context.Response.ContentType))
            {
                return;
            }
            else
            {
                failure = FailureFacts.Of(context, FailureKind.Rejected, context.Response.StatusCode, time.GetUtcNow());
                failure = failure.Status >= 500 ? failure with { Kind = FailureKind.Unexpected } : failure;
            }
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            var kind = FailureClassifier.Classify(error, context.RequestAborted.IsCancellationRequested);
            if (kind == FailureKind.ClientGone)
            {
                return;
            }
            if (kind == FailureKind.Unexpected)
            {
                Log.Unexpected(logger, context.Request.Method, context.Request.Path, error);
            }
            failure = await FailureFacts.OfAsync(context, error, kind, time.GetUtcNow());
        }
        try
        {
            await FailureAnswer.WriteAsync(context, failure, sites);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Left while we wrote.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
        public static partial void Unexpected(ILogger logger, string method, string path, Exception error);
    }
}

internal static class FailuresDoor
{
    public static IServiceCollection AddFailures(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Must be the outermost middleware.</summary>
    public static IApplicationBuilder UseFailures(this IApplicationBuilder app) => app.UseMiddleware<FailuresMiddleware>();
}
