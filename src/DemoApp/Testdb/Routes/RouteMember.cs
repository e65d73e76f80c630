using DemoApp.Testdb.Connections;
using DemoApp.Testdb.Probing;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace DemoApp.Testdb.Routes;

/// <summary>One connection of a route, and what is known of it. Requests may only doubt it; what it is in truth the prober says.</summary>
internal sealed class RouteMember : IAsyncDisposable
{
    private readonly TestdbProber prober;
    private readonly TimeProvider time;
    private volatile MemberState state = MemberState.Unseen;

    public RouteMember(
        TestdbRoute route, string address, int tries, ProbePace pace, Func<RouteMember, CancellationToken, Task> observed,
        TestdbOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (Route, this.time) = (route, time);
        Connection = new(address, tries, options, time, loggers.CreateLogger<TestdbConnection>());
        prober = new(this, observed, pace, options, time, loggers.CreateLogger<TestdbProber>());
    }

    /// <summary>Who answers a request that goes this way.</summary>
    public TestdbRoute Route { get; }

    public TestdbConnection Connection { get; }

    public MemberState State => state;

    public IDatabase? Database => Connection.Database;

    /// <summary>Which database is at the other end, where the address alone does not say; null: not known.</summary>
    public string? Identity { get; set; }

    /// <inheritdoc cref="TestdbProber.Wake"/>
    public void Wake() => prober.Wake();

    public Task PrepareAsync(TimeSpan patience, CancellationToken cancellationToken) => prober.PrepareAsync(patience, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => prober.RunAsync(cancellationToken);

    /// <summary>Has it looked at now.</summary>
    /// <param name="doubt">How bad it was.</param>
    /// <param name="epoch">The epoch the request used.</param>
    /// <param name="complaint">The error reply, when it was one.</param>
    public void Question(Doubt doubt, int epoch, PingResult? complaint = null)
    {
        Change(before => before.Doubted(doubt, epoch, complaint));
        prober.Wake();
    }

    public void Answered(PingResult seen, bool fresh) => Change(before => before.Answered(seen, fresh, time.GetTimestamp()));

    public void Lost(PingResult seen) => Change(before => before.Lost(seen));

    /// <inheritdoc cref="MemberState.Unsettled"/>
    public void Unsettle() => Change(static before => before.Unsettled());

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private void Change(Func<MemberState, MemberState> change)
    {
        MemberState before;
        do
        {
            before = state;
        }
        while (Interlocked.CompareExchange(ref state, change(before), before) != before);
    }
}
