using System.Collections.Immutable;

namespace DemoApp.Audience;

/// <summary>The audience at one moment, for the room and the report. Of this process: replicas add up.</summary>
/// <param name="Attendees">Remembered now.</param>
/// <param name="Outcomes">Of every attendee's last request.</param>
/// <param name="Sites">The same by the site of that request.</param>
internal sealed record AudienceSnapshot(
    DateTimeOffset At, int Attendees, OutcomeCounts Outcomes, ImmutableArray<SiteOutcomes> Sites, WriteCounts Writes);

internal readonly record struct OutcomeCounts(int Ok, int Refused, int Silent, int Other)
{
    public OutcomeCounts With(Outcome outcome) => outcome switch
    {
        Outcome.Ok => this with { Ok = Ok + 1 },
        Outcome.Refused => this with { Refused = Refused + 1 },
        Outcome.Silent => this with { Silent = Silent + 1 },
        _ => this with { Other = Other + 1 },
    };
}

internal sealed record SiteOutcomes(string Site, OutcomeCounts Outcomes);

/// <param name="Acknowledged">Writes this process has answered with success.</param>
/// <param name="NotHere">Missing at the last look, and not counted as lost. Looked for in the database of their own site where that was
/// asked.</param>
/// <param name="Late">Were missing at a look and came, wherever that was seen most.</param>
/// <param name="Lost">Missing in the database of their own site for longer than <see cref="AudienceOptions.LostAfter"/>.</param>
internal readonly record struct WriteCounts(long Acknowledged, long NotHere, long Late, long Lost)
{
    public long Here => Math.Max(0, Acknowledged - NotHere - Lost);
}
