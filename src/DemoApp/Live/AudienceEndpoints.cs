using System.Collections.Immutable;
using DemoApp.Audience;

namespace DemoApp.Live;

/// <summary>What the room sees of itself: counts, and a tile an attendee. No attendee can be told from another.</summary>
internal static class AudienceEndpoints
{
    private const int MostTiles = 1000;

    public static void MapAudience(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/audience", (AudienceView audience, HttpContext http, int tiles = 0) =>
    {
        http.Response.Headers.CacheControl = "no-store";
        var now = audience.Current;
        return TypedResults.Ok(new AudienceAnswer(
            now.At, now.Attendees, now.Outcomes, now.Sites, now.Writes,
            [.. audience.Latest(Math.Clamp(tiles, 0, MostTiles)).Select(last => last.Outcome)]));
    }).WithTags("Live").WithSummary("What attendees' last requests got, and what became of their writes; with ?tiles=N the last N outcomes, newest first.");
}

/// <param name="Tiles">Outcomes of single attendees, newest first.</param>
internal sealed record AudienceAnswer(
    DateTimeOffset At, int Attendees, OutcomeCounts Outcomes, ImmutableArray<SiteOutcomes> Sites, WriteCounts Writes, ImmutableArray<Outcome> Tiles);
