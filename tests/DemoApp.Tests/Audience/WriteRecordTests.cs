using DemoApp.Audience;
using Xunit;

namespace DemoApp.Tests.Audience;

public sealed class WriteRecordTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 14, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(2);

    private WriteRecord record = new("site-a", "site-a", Own: true);

    [Fact]
    public void Writes_AllFound_AreHere() => Is(See(0, writes: 7, here: 7), here: 7, late: 0, lost: 0, since: null);

    [Fact]
    public void Writes_MissingAndThenFound_CameLate()
    {
        Is(See(0, writes: 7, here: 5), here: 5, late: 0, lost: 0, since: 0);
        Is(See(30, writes: 8, here: 6), here: 6, late: 0, lost: 0, since: 0);
        Is(See(60, writes: 9, here: 9), here: 9, late: 2, lost: 0, since: null);
    }

    [Fact]
    public void Writes_MissingForTooLong_CountAsLostUntilTheyComeAfterAll()
    {
        See(0, writes: 7, here: 5);
        Is(See(119, writes: 8, here: 6), here: 6, late: 0, lost: 0, since: 0);
        Is(See(120, writes: 9, here: 7), here: 7, late: 0, lost: 2, since: null);
        Is(See(600, writes: 10, here: 10), here: 10, late: 2, lost: 0, since: null);
    }

    [Fact]
    public void Writes_MissingAnew_AreAwaitedBesideTheLost()
    {
        See(0, writes: 7, here: 5);
        See(120, writes: 7, here: 5);
        Is(See(200, writes: 10, here: 7), here: 7, late: 0, lost: 2, since: 200);
        // One comes: it is of those that were awaited.
        Is(See(210, writes: 10, here: 8), here: 8, late: 1, lost: 2, since: null);
    }

    [Theory]
    [InlineData("site-a", "site-a", false)]
    [InlineData("site-a", "site-b", true)]
    public void Writes_MissingInAnotherDatabase_AreNeverCalledLost(string madeAt, string seenAt, bool own)
    {
        record = new(madeAt, seenAt, own);
        See(0, writes: 7, here: 5);
        Is(See(3600, writes: 7, here: 5), here: 5, late: 0, lost: 0, since: 0);
    }

    [Fact]
    public void Look_ThatBeganBeforeAnother_ChangesNothing()
    {
        See(0, writes: 7, here: 7);
        Is(See(1, writes: 6, here: 5), here: 7, late: 0, lost: 0, since: null);
    }

    private WriteRecord See(int second, long writes, long here) =>
        record = record.Seen(new(record.MadeAt, record.SeenAt, record.Own, writes, here), Start.AddSeconds(second), LostAfter);

    private static void Is(WriteRecord seen, long here, long late, long lost, int? since)
    {
        DateTimeOffset? began = since is { } second ? Start.AddSeconds(second) : null;
        Assert.Equal((here, late, lost, began), (seen.Here, seen.Late, seen.Lost, seen.Since));
    }
}
