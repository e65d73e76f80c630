using DemoApp.Shop;
using DemoApp.Shop.Batches;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DemoApp.Tests.Shop.Batches;

public sealed class BatchLaneTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly CancellationTokenSource left = new();
    private readonly SentBatches sent = new();

    [Fact]
    public async Task Requests_ThatComeWhileABatchIsUnderway_GoTogetherInTheNext()
    {
        using var lane = Lane(new());
        var first = Join(lane);
        var waiting = Enumerable.Range(0, 3).Select(_ => Join(lane)).ToArray();
        Assert.Equal([first], await sent.NextAsync());
        Assert.Equal(3, lane.Waiting);
        sent.AnswerLast();
        Assert.Equal(waiting, await sent.NextAsync());
    }

    [Fact]
    public async Task Batch_IsNoLargerThanItMayBe()
    {
        using var lane = Lane(new() { BatchSize = 2 });
        Join(lane);
        await sent.NextAsync();
        Enumerable.Range(0, 3).ToList().ForEach(_ => Join(lane));
        sent.AnswerLast();
        Assert.Equal(2, (await sent.NextAsync()).Length);
        Assert.Equal(1, lane.Waiting);
    }

    [Fact]
    public async Task Queue_Full_TurnsAwayAtOnce()
    {
        using var lane = Lane(new() { Queue = 1 });
        Join(lane);
        await sent.NextAsync();
        Join(lane);
        Assert.False(lane.TryJoin(Request()));
    }

    [Fact]
    public async Task Batch_ThatHesitates_HoldsUpNobodyElse()
    {
        using var lane = Lane(new() { Batches = 2 });
        Join(lane);
        await sent.NextAsync();
        var second = Join(lane);
        Assert.Equal(1, lane.Waiting);
        time.Advance(BatchLane.Patience);
        Assert.Equal([second], await sent.NextAsync());
        // A third may not start: two is all there may be.
        Join(lane);
        time.Advance(BatchLane.Patience * 2);
        Assert.Equal(1, lane.Waiting);
    }

    [Fact]
    public async Task Lane_WithABatchThatIsNeverAnswered_GoesOnBesideIt()
    {
        using var lane = Lane(new() { Batches = 2 });
        Join(lane);
        await sent.NextAsync();
        time.Advance(BatchLane.Patience);
        // No tick is waited for: what comes now goes at once, and so do those who come meanwhile.
        var beside = Join(lane);
        Assert.Equal([beside], await sent.NextAsync());
        var next = Join(lane);
        sent.AnswerLast();
        Assert.Equal([next], await sent.NextAsync());
    }

    [Fact]
    public async Task Request_ThatMeetsItsDeadlineWhileItWaits_FailsThen()
    {
        using var lane = Lane(new() { Batches = 1 });
        var underway = Join(lane);
        await sent.NextAsync();
        time.Advance(Deadline / 2);
        var waiting = Join(lane);
        time.Advance(Deadline / 2);
        await Assert.ThrowsAsync<TimeoutException>(() => underway.Task);
        Assert.False(waiting.Task.IsCompleted);
        time.Advance(Deadline / 2);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.Task);
        Assert.Equal(0, lane.Waiting);
    }

    [Fact]
    public async Task Request_WhoseClientLeft_MakesRoom()
    {
        using var lane = Lane(new() { Queue = 1, Batches = 1 });
        Join(lane);
        await sent.NextAsync();
        var gone = Request();
        Assert.True(lane.TryJoin(gone));
        await left.CancelAsync();
        time.Advance(BatchLane.Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.Task);
        Assert.True(lane.TryJoin(Request()));
    }

    public void Dispose() => left.Dispose();

    private BatchLane Lane(ShopOptions options) => new(options, Deadline, sent.SendAsync, () => new TimeoutException(), time);

    private ShopRequest Request() => new(time.GetTimestamp(), left.Token);

    private ShopRequest Join(BatchLane lane)
    {
        var request = Request();
        Assert.True(lane.TryJoin(request));
        return request;
    }
}
