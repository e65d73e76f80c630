using System.Globalization;
using System.Runtime.CompilerServices;
using DemoApp.Testdb;

namespace DemoApp.Shop.Writes;

/// <summary>
/// The attendee's own evidence, which outlives the application and every database: <c>{begin of the cart
/// cookie}.{site}:{last}.{site}:{last}</c>.
/// It lives shorter than the marks it is held against, so that marks which merely expired are never missed.
/// </summary>
internal static class ClaimCookie
{
    private const string Name = "writes";
    private const int Prefix = 8;
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>In the order of the sites; with 0 where nothing is claimed. What is no claim of this attendee counts as none.</summary>
    public static Claim[] Read(HttpRequest request, string id, IReadOnlyList<SiteConfig> sites)
    {
        var claims = new Claim[sites.Count];
        for (var i = 0; i < claims.Length; i++)
        {
            claims[i] = new(sites[i].Name, 0);
        }
        var rest = CookieText.Find(request, Name);
        if (rest.Length <= Prefix || rest[Prefix] != '.' || !rest[..Prefix].SequenceEqual(id.AsSpan(0, Prefix)))
        {
            return claims;
        }
        rest = rest[(Prefix + 1)..];
        while (!rest.IsEmpty)
        {
            var dot = rest.IndexOf('.');
            var part = dot < 0 ? rest : rest[..dot];
            rest = dot < 0 ? [] : rest[(dot + 1)..];
            Take(claims, part);
        }
        return claims;
    }

    public static void Give(HttpContext context, string id, ReadOnlySpan<Claim> claims)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        text.AppendFormatted(id.AsSpan(0, Prefix));
        foreach (var claim in claims)
        {
            if (claim.Last > 0)
            {
                text.AppendLiteral(".");
                text.AppendLiteral(claim.Site);
                text.AppendLiteral(":");
                text.AppendFormatted(claim.Last);
            }
        }
        CookieText.Give(context, Name, text.ToStringAndClear(), Life);
    }

    private static void Take(Claim[] claims, ReadOnlySpan<char> part)
    {
        var colon = part.IndexOf(':');
        if (colon <= 0 || part.Length - colon > 10
            || !long.TryParse(part[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            return;
        }
        for (var i = 0; i < claims.Length; i++)
        {
            if (part[..colon].SequenceEqual(claims[i].Site))
            {
                claims[i] = new(claims[i].Site, last);
            }
        }
    }
}
