using DemoApp.Lab.Controllers.Events;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Events;

public sealed class EventCorrelatorTests
{
    private static readonly EventSubject Subject = new("kubelet", "Pod", "redis", "demo-clustera-0", "u1");
    private readonly EventCorrelator correlator = new();
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;
    private int created;

    [Fact]
    public void Event_Repeated_IsCounted()
    {
        Assert.Equal(new EventDecision.Create("m"), Send("m"));
        Assert.Equal(new EventDecision.Repeat("e1", 2, "m"), Send("m"));
        Assert.Equal(new EventDecision.Repeat("e1", 3, "m"), Send("m"));
        Assert.Equal(new EventDecision.Create("other"), Send("other"));
    }

    [Fact]
    public void Event_GoneFromTheCluster_IsCreatedAgain()
    {
        Send("m");
        correlator.Lost(Key("m"), "m");
        Assert.Equal(new EventDecision.Create("m"), Send("m"));
    }

    [Fact]
    public void Events_ManyThatDifferInMessage_AreCombined()
    {
        var decisions = Enumerable.Range(1, EventCorrelator.DifferentMessages + 1).Select(n => Send($"m{n}")).ToArray();
        Assert.Equal(new EventDecision.Create("(combined from similar events): m10"), decisions[^2]);
        Assert.Equal(new EventDecision.Repeat("e10", 2, "(combined from similar events): m11"), decisions[^1]);
        now += TimeSpan.FromMinutes(11);
        Assert.Equal(new EventDecision.Create("m12"), Send("m12"));
    }

    [Fact]
    public void Events_Flood_IsDroppedAndTheAllowanceComesBack()
    {
        var decisions = Enumerable.Range(0, EventCorrelator.Burst + 5).Select(_ => Send("m")).ToArray();
        Assert.Equal(5, decisions.Count(d => d is EventDecision.Drop));
        Assert.IsNotType<EventDecision.Drop>(correlator.Decide(Key("m") with { Subject = Subject with { Uid = "u2" } }, now));
        now += TimeSpan.FromSeconds(11);
        Assert.IsNotType<EventDecision.Drop>(Send("m"));
        Assert.IsType<EventDecision.Drop>(Send("m"));
    }

    private static EventKey Key(string message) => new(Subject, "Normal", "Started", message);

    private EventDecision Send(string message)
    {
        var decision = correlator.Decide(Key(message), now);
        switch (decision)
        {
            case EventDecision.Create create:
                correlator.Wrote(Key(message), create.Message, $"e{++created}", 1);
                break;
            case EventDecision.Repeat repeat:
                correlator.Wrote(Key(message), repeat.Message, repeat.Name, repeat.Count);
                break;
        }

        return decision;
    }
}
