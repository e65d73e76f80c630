using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using DemoApp.Clusters;
using DemoApp.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DemoApp.Live;

/// <summary>The doors of the feed: hub, server-sent events and plain JSON, all with the same messages.</summary>
internal static class LiveEndpoints
{
    private const int OperationsShown = 20;
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    /// <param name="mode">lab or real: shown, nothing depends on it.</param>
    public static IServiceCollection AddLive(this IServiceCollection services, string mode)
    {
        services.AddSignalR();
        services.AddSingleton<ClusterViews>();
        services.AddSingleton(s =>
        {
            var (views, operations, time) = (s.GetRequiredService<ClusterViews>(), s.GetRequiredService<OperationLog>(), s.GetRequiredService<TimeProvider>());
            return new LiveFeed((epoch, sequence) => LiveMessage.Of(epoch, sequence, new SnapshotMessage(
                "snapshot", epoch, sequence, time.GetUtcNow(), mode, views.Current, [.. operations.Current.Take(OperationsShown)])));
        });
        services.AddHostedService<LivePublisher>();
        return services;
    }

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapHub<LiveHub>("/hubs/live");
        var api = app.MapGroup("/api/v1").WithTags("Live");
        api.MapGet("/live", Snapshot).WithSummary("Everything as last observed.");
        api.MapGet("/live/stream", StreamAsync).WithSummary("The feed as server-sent events: a snapshot, then changes. Resume with Last-Event-ID or ?after=.");
        var clusters = app.MapGroup("/api/v1/clusters").WithTags("Clusters");
        clusters.MapGet("/", (ClusterViews views) => TypedResults.Json(views.Current, LiveMessage.Options)).WithSummary("Every cluster as last observed.");
        clusters.MapGet("/{cluster}", Find).WithSummary("One cluster as last observed.");
    }

    private static ContentHttpResult Snapshot(LiveFeed feed, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(feed.Snapshot().Json, "application/json; charset=utf-8");
    }

    private static ServerSentEventsResult<string> StreamAsync(
        LiveFeed feed, IHostApplicationLifetime lifetime, HttpContext http, [FromHeader(Name = "Last-Event-ID")] string? last, string? after)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Events(feed, last ?? after, http.RequestAborted, lifetime.ApplicationStopping));
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(
        LiveFeed feed, string? after, CancellationToken left, [EnumeratorCancellation] CancellationToken stopping)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(left, stopping);
        var messages = feed.SubscribeAsync(after, ends.Token).GetAsyncEnumerator(ends.Token);
        await using (messages)
        {
            while (await NextAsync())
            {
                yield return new(messages.Current.Json) { EventId = messages.Current.Id, ReconnectionInterval = Reconnect };
            }
        }

        // The server stops or the reader left: the stream ends in good order.
        async Task<bool> NextAsync()
        {
            try
            {
                return await messages.MoveNextAsync();
            }
            catch (OperationCanceledException) when (ends.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    private static Results<JsonHttpResult<ClusterView>, ProblemHttpResult> Find(string cluster, ClusterViews views) =>
        views.Find(cluster) is { } found
            ? TypedResults.Json(found, LiveMessage.Options)
            : TypedResults.Problem($"There is no cluster {cluster}; there are {string.Join(", ", views.Current.Select(c => c.Name))}.", statusCode: 404, title: "No such cluster");
}
