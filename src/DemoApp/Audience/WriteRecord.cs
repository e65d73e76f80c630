namespace DemoApp.Audience;

/// <summary>
/// What became of an attendee's writes of one site, as one way to a database showed it over time. Nothing is claimed that was not seen:
/// a write is missing when it is not found, late when it was missing and came, lost when it stays missing (<see
/// cref="AudienceOptions.LostAfter"/>).
/// </summary>
internal sealed record WriteRecord(string MadeAt, string SeenAt, bool Own)
{
    public long Writes { get; private init; }

    public long Missing { get; private init; }

    /// <summary>Were missing once and came after all.</summary>
    public long Late { get; private init; }

    /// <summary>
    /// The part of <see cref="Missing"/> that has been missing too long to be expected. Only the site's own database can tell.
    /// </summary>
    public long Lost { get; private init; }

    /// <summary>Since when some are missing that are not counted as lost.</summary>
    public DateTimeOffset? Since { get; private init; }

    public long Here => Writes - Missing;

    public bool IsFor(in WriteSight sight) => MadeAt == sight.MadeAt && SeenAt == sight.SeenAt && Own == sight.Own;

    public WriteRecord Seen(in WriteSight sight, DateTimeOffset now, TimeSpan lostAfter)
    {
        if (sight.Writes < Writes)
        {
            // A look that began before one that is known already.
            return this;
        }
        var missing = sight.Writes - sight.Here;
        if (missing == 0 && Missing == 0)
        {
            return sight.Writes == Writes ? this : this with { Writes = sight.Writes };
        }
        var came = Math.Max(0, Missing - missing);
        // What is awaited comes first; what was given up only when more came than was awaited.
        var lost = Math.Min(Lost, missing);
        DateTimeOffset? since = missing == lost ? null : Since ?? now;
        if (Own && MadeAt == SeenAt && since is { } began && now - began >= lostAfter)
        {
            (lost, since) = (missing, null);
        }
        return this with { Writes = sight.Writes, Missing = missing, Late = Late + came, Lost = lost, Since = since };
    }
}
