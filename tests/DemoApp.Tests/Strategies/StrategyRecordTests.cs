using DemoApp.Strategies;
using Xunit;

namespace DemoApp.Tests.Strategies;

public sealed class StrategyRecordTests
{
    private readonly StrategyRecord record = new();

    [Fact]
    public void View_BeforeTheFirstRequest_SaysNothing()
    {
        var view = record.View("testdb", "");
        Assert.Equal((0, null, null, null, false), (view.Requests, view.Success, view.P99Ms, view.OutageMs, view.Down));
    }

    [Fact]
    public void View_OfAnOutage_CountsFromItsFirstFailureToTheEndOfItsLast()
    {
        Add(1.0, 0.01, null);
        Add(2.0, 0.01, "refused");
        Add(3.0, 1.0, "no answer");
        Assert.True(record.View("testdb", "").Down);

        Add(4.2, 0.01, null);
        Add(6.5, 0.01, null);

        var view = record.View("testdb", "");
        Assert.Equal((2000.0, false, "no answer"), (Math.Round(view.OutageMs!.Value), view.Down, view.LastError));
        Assert.Equal((5, 2, 0.6), (view.Requests, view.Failed, view.Success));
    }

    [Fact]
    public void View_OfASecondOutage_TellsThatOne()
    {
        Add(1, 0.5, "refused");
        Add(5, 0.01, null);
        Add(9, 0.1, "refused");

        Assert.Equal(100, Math.Round(record.View("testdb", "").OutageMs!.Value));
    }

    /// <summary>The client's default waits five seconds: what it tells last may have begun first.</summary>
    [Fact]
    public void View_OfFailuresToldOutOfOrder_IsOneOutage()
    {
        Add(2.0, 0.01, "refused");
        Add(1.0, 5.0, "timeout");
        Add(3.0, 5.0, "timeout");

        Assert.Equal(7000, Math.Round(record.View("testdb", "").OutageMs!.Value));
    }

    [Fact]
    public void View_OfManyWaits_TellsTheirPercentiles()
    {
        for (var n = 1; n <= 100; n++)
        {
            Add(n, n / 1000.0, null);
        }

        var view = record.View("testdb", "");
        Assert.Equal((50.0, 99.0), (Math.Round(view.P50Ms!.Value), Math.Round(view.P99Ms!.Value)));
    }

    private void Add(double at, double wait, string? error) => record.Add(TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(wait), error);
}
