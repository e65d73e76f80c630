using System.Collections.Immutable;
using DemoApp.Audience;
using DemoApp.Shop.Batches;
using DemoApp.Shop.Carts;
using DemoApp.Testdb;

namespace DemoApp.Shop.Writes;

/// <summary>
/// Follows every write of an attendee by its number: begun with the next one, acknowledged when testdb has answered, looked for ever
/// after. A number that was not
/// acknowledged is used again, so the acknowledged ones have no gap.
/// </summary>
internal sealed class AttendeeWrites(AttendeeRoster roster, TestdbOptions testdb, TimeProvider time)
{
    private static readonly TimeSpan KeepEvery = TimeSpan.FromHours(1);

    private readonly long keepEvery = (long)(KeepEvery.TotalSeconds * time.TimestampFrequency);
    private readonly ImmutableArray<string> ownEndpoints = [.. testdb.Sites.Select(site => site.Testdb.Split(',')[0])];

    /// <summary>Null for who came without a cookie: they are given one, and followed when they come back.</summary>
    public AttendeeWrite? Begin(HttpContext context, TestdbSite site) =>
        CartCookie.Read(context.Request) is { } id ? Begin(context, site, id, roster.Meet(id)) : null;

    /// <summary>Of a change: it needs a cart, and so a cookie, at once.</summary>
    public AttendeeWrite BeginOrGive(HttpContext context, TestdbSite site) =>
        Begin(context, site) ?? Begin(context, site, CartCookie.Give(context), new(0));

    /// <summary>Testdb has answered: the write is acknowledged here and in the attendee's cookie.</summary>
    public void Acknowledge(HttpContext context, AttendeeWrite write)
    {
        roster.Acknowledge(write.Attendee, write.Claims[write.Here].Site, write.Number);
        ClaimCookie.Give(context, write.Id, write.Claims);
    }

    public WriteReport Report(AttendeeWrite write, TestdbRoute route, long[] marks)
    {
        var seen = ImmutableArray.CreateBuilder<WriteRecord>(marks.Length);
        var lastOnly = false;
        for (var i = 0; i < marks.Length; i++)
        {
            var claim = write.Claims[i];
            if (claim.Last > 0)
            {
                var own = route.Endpoint == ownEndpoints[write.Here];
                var here = Math.Min(marks[i], claim.Count);
                seen.Add(roster.See(write.Attendee, new(claim.Site, route.Site, own, claim.Count, here)));
                lastOnly |= claim.First > 1;
            }
        }
        return new(seen.DrainToImmutable(), lastOnly);
    }

    private AttendeeWrite Begin(HttpContext context, TestdbSite site, string id, Attendee attendee)
    {
        var claims = ClaimCookie.Read(context.Request, id, testdb.Sites);
        var here = 0;
        for (var i = 0; i < claims.Length; i++)
        {
            var last = Math.Max(claims[i].Last, attendee.Acknowledged(claims[i].Site).Last);
            if (claims[i].Site == site.Config.Name)
            {
                here = i;
                last++;
            }
            claims[i] = new(claims[i].Site, last);
        }
        return new(id, attendee, claims, here, attendee.MustKeep(time.GetTimestamp(), keepEvery));
    }
}
