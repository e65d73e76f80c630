using System.Collections.Immutable;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace DemoApp.Failures;

/// <summary>The one table: exception → <see cref="FailureKind"/>. Knows nothing of Redis but its exceptions.</summary>
internal static class FailureClassifier
{
    /// <summary>The database talks, but has nothing to talk about yet.</summary>
    private static readonly ImmutableArray<string> NotReady = ["LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY "];

    /// <summary>The database talks, but not to us, or takes no writes: a state of its own, no mistake of the page.</summary>
    private static readonly ImmutableArray<string> NoUse =
    [
        "READONLY", "OOM", "MISCONF", "NOREPLICAS", "NOAUTH", "WRONGPASS", "NOPERM", "MOVED", "ASK ", "ERR max number of clients", "Endpoint ",
    ];

    public static FailureKind Classify(Exception error, bool clientGone) => error switch
    {
        OperationCanceledException or IOException when clientGone => FailureKind.ClientGone,
        BadHttpRequestException => FailureKind.Rejected,
        AggregateException { InnerException: { } inner } => Classify(inner, clientGone),
        RedisTimeoutException or TimeoutRejectedException => FailureKind.NoAnswer,
        RedisConnectionException => FailureKind.NotReachable,
        RedisServerException server when Speaks(server, NotReady) => FailureKind.NoAnswer,
        RedisServerException server when Speaks(server, NoUse) => FailureKind.NotReachable,
        BrokenCircuitException { InnerException: { } inner } => Classify(inner, clientGone),
        BrokenCircuitException => FailureKind.NotReachable,
        _ => FailureKind.Unexpected,
    };

    private static bool Speaks(RedisServerException error, ImmutableArray<string> of) =>
        of.Any(prefix => error.Message.StartsWith(prefix, StringComparison.Ordinal));
}
