using DemoApp.Audience;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DemoApp.Tests.Audience;

public sealed class AttendeeRosterTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Roster_Full_ForgetsWhoWasAwayLongest()
    {
        var roster = Roster(most: 10);
        var faithful = roster.Meet("faithful");
        for (var other = 0; other < 100; other++)
        {
            roster.Meet($"other-{other}");
            Assert.Same(faithful, roster.Meet("faithful"));
            Assert.InRange(roster.All().Count, 1, 10);
        }
        Assert.NotSame(faithful, Roster(10).Meet("faithful"));
    }

    [Fact]
    public void Snapshot_CountsEveryAttendeesLastOutcomeOnce()
    {
        var roster = Roster(most: 100);
        roster.Meet("a").Answered(Outcome.Ok, "site-a", time.GetUtcNow());
        roster.Meet("a").Answered(Outcome.Refused, "site-a", time.GetUtcNow());
        roster.Meet("b").Answered(Outcome.Silent, "site-b", time.GetUtcNow());
        roster.Meet("c");
        var audience = new AudienceView(roster, time).Current;
        Assert.Equal(3, audience.Attendees);
        Assert.Equal(new OutcomeCounts(0, 1, 1, 0), audience.Outcomes);
        Assert.Equal(["site-a", "site-b"], audience.Sites.Select(site => site.Site));
    }

    [Fact]
    public void Snapshot_CountsAWriteOnceByTheDatabaseOfItsOwnSite()
    {
        var roster = Roster(most: 100);
        var attendee = roster.Meet("a");
        for (var number = 1; number <= 7; number++)
        {
            roster.Acknowledge(attendee, "site-a", number);
            roster.Acknowledge(attendee, "site-a", number);
        }
        roster.See(attendee, new("site-a", "site-b", Own: true, Writes: 7, Here: 1));
        roster.See(attendee, new("site-a", "site-a", Own: true, Writes: 7, Here: 5));
        Assert.Equal(new WriteCounts(7, NotHere: 2, Late: 0, Lost: 0), new AudienceView(roster, time).Current.Writes);
        Assert.Equal(5, new AudienceView(roster, time).Current.Writes.Here);
    }

    [Fact]
    public void Snapshot_BelievesNoCookieMoreThanThisProcessAcknowledged()
    {
        var roster = Roster(most: 100);
        roster.Acknowledge(roster.Meet("a"), "site-a", 500);
        roster.See(roster.Meet("a"), new("site-a", "site-a", Own: true, Writes: 500, Here: 0));
        Assert.Equal(1, new AudienceView(roster, time).Current.Writes.NotHere);
    }

    private AttendeeRoster Roster(int most) => new(new() { Most = most }, time);
}
