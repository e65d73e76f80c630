using System.Collections.Immutable;
using DemoApp.Audience;

namespace DemoApp.Shop.Writes;

/// <summary>What became of the attendee's acknowledged writes, as the database that answered this very request shows it.</summary>
internal sealed class WriteReport(ImmutableArray<WriteRecord> sites, bool lastOnly)
{
    public static WriteReport None { get; } = new([], false);

    /// <summary>Those with writes, in the order of the configuration.</summary>
    public ImmutableArray<WriteRecord> Sites { get; } = sites;

    /// <summary>There were more; only the newest of each site are looked for.</summary>
    public bool LastOnly { get; } = lastOnly;

    public long Writes { get; } = sites.Sum(site => site.Writes);

    public long Here { get; } = sites.Sum(site => site.Here);

    public long Late { get; } = sites.Sum(site => site.Late);

    public long Lost { get; } = sites.Sum(site => site.Lost);

    /// <summary>Missing and still awaited.</summary>
    public long NotHere => Writes - Here - Lost;
}
