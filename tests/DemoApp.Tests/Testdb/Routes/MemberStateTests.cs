using DemoApp.Testdb;
using DemoApp.Testdb.Probing;
using DemoApp.Testdb.Routes;
using Xunit;

namespace DemoApp.Tests.Testdb.Routes;

public sealed class MemberStateTests
{
    private static readonly PingResult Answer = new(TestdbStatus.Serving, TimeSpan.Zero, null);
    private static readonly PingResult Refusal = new(TestdbStatus.Refused, null, "connection refused");
    private static readonly MemberState Serving = MemberState.Unseen.Answered(Answer, fresh: true, now: 1);

    [Fact]
    public void Request_ThatFailed_MayTryAgainAfterALook()
    {
        var doubted = Serving.Doubted(Doubt.Failed, Serving.Epoch, null);
        Assert.False(doubted.IsServing);
        Assert.True(doubted.Answered(Answer, fresh: false, now: 2) is { IsServing: true, SteadySince: 2 } again && again.Epoch > Serving.Epoch);
    }

    [Fact]
    public void Request_ThatWaits_TriesTheSameConnectionOnlyOnce()
    {
        var doubted = Serving.Doubted(Doubt.Slow, Serving.Epoch, null);
        Assert.Equal(Serving.Epoch, doubted.Answered(Answer, fresh: false, now: 2).Epoch);
        Assert.NotEqual(Serving.Epoch, doubted.Answered(Answer, fresh: true, now: 2).Epoch);
    }

    [Fact]
    public void Doubt_OfAnEpochThatIsOver_ChangesNothing() =>
        Assert.Same(Serving, Serving.Doubted(Doubt.Failed, Serving.Epoch - 1, null));

    [Fact]
    public void Failure_WeighsMoreThanSlowness()
    {
        var failed = Serving.Doubted(Doubt.Slow, Serving.Epoch, null).Doubted(Doubt.Failed, Serving.Epoch, Refusal);
        Assert.Equal((Doubt.Failed, (PingResult?)Refusal), (failed.Doubt, failed.Complaint));
        Assert.Same(failed, failed.Doubted(Doubt.Slow, Serving.Epoch, null));
    }

    [Fact]
    public void Complaint_StandsUntilAnAnswer()
    {
        var complaining = Serving.Doubted(Doubt.Failed, Serving.Epoch, Refusal).Lost(Refusal);
        Assert.NotNull(complaining.Complaint);
        Assert.Null(complaining.Answered(Answer, fresh: false, now: 3).Complaint);
    }
}
