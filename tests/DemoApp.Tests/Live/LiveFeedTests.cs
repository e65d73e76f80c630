using DemoApp.Live;
using Xunit;

namespace DemoApp.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly LiveFeed feed = new((epoch, sequence) => LiveMessage.Of(epoch, sequence, new { kind = "snapshot", sequence }));

    [Fact]
    public async Task Subscriber_New_GetsTheSnapshotAndThenEveryChange()
    {
        Say(2);
        await using var reading = Read(null);
        Say(2);

        Assert.Equal([2, 3, 4], await TakeAsync(reading, 3));
    }

    [Fact]
    public async Task Subscriber_BackWithItsLastId_GetsExactlyWhatItMissed()
    {
        Say(5);
        await using var reading = Read($"{feed.Epoch}-3");

        Assert.Equal([4, 5], await TakeAsync(reading, 2));
    }

    [Theory]
    [InlineData("other-3")]
    [InlineData("nonsense")]
    [InlineData("-")]
    [InlineData("{0}-99")]
    public async Task Subscriber_WithAnIdThatMeansNothingHere_BeginsWithTheSnapshot(string after)
    {
        Say(3);
        await using var reading = Read(string.Format(null, after, feed.Epoch));

        Assert.Equal([3], await TakeAsync(reading, 1));
        Assert.Contains("snapshot", reading.Current.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscriber_AwayForLongerThanIsRemembered_BeginsWithTheSnapshot()
    {
        Say(3000);
        await using var reading = Read($"{feed.Epoch}-1");

        Assert.Equal([3000], await TakeAsync(reading, 1));
    }

    [Fact]
    public async Task Subscriber_ThatDoesNotRead_IsCutOffAndHoldsUpNobody()
    {
        await using var slow = Read(null);
        await TakeAsync(slow, 1);
        Say(3000);

        Assert.Equal(0, feed.Subscribers);
        var last = 0L;
        while (await slow.MoveNextAsync())
        {
            last = slow.Current.Sequence;
        }
        await using var again = Read($"{feed.Epoch}-{last}");
        Assert.Single(await TakeAsync(again, 1));
    }

    [Fact]
    public async Task Heartbeat_ChangesNoSequenceAndIsNotRemembered()
    {
        await using var reading = Read(null);
        await TakeAsync(reading, 1);
        feed.Beat(sequence => new { kind = "heartbeat", sequence });
        Say(1);

        Assert.Equal([0, 1], await TakeAsync(reading, 2));
        await using var back = Read($"{feed.Epoch}-0");
        Assert.Equal([1], await TakeAsync(back, 1));
    }

    private void Say(int times)
    {
        for (var i = 0; i < times; i++)
        {
            feed.Publish(sequence => new { kind = "cluster", sequence });
        }
    }

    /// <summary>Subscribed from here on: the first message is already asked for.</summary>
    private Reading Read(string? after) => new(feed.SubscribeAsync(after, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken));

    private static async Task<List<long>> TakeAsync(Reading reading, int count)
    {
        var seen = new List<long>();
        while (seen.Count < count && await reading.MoveNextAsync())
        {
            seen.Add(reading.Current.Sequence);
        }
        return seen;
    }

    private sealed class Reading(IAsyncEnumerator<LiveMessage> messages) : IAsyncDisposable
    {
        private Task<bool>? first = messages.MoveNextAsync().AsTask();

        public LiveMessage Current => messages.Current;

        public async Task<bool> MoveNextAsync()
        {
            var next = first ?? messages.MoveNextAsync().AsTask();
            first = null;
            return await next;
        }

        public ValueTask DisposeAsync() => messages.DisposeAsync();
    }
}
