using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace DemoApp.Failures;

/// <summary>The one table: exception → <see cref="FailureKind"/>. Knows nothing of Redis but its exceptions.</summary>
internal static class FailureClassifier
{
    public static FailureKind Classify(Exception error, bool clientGone) => error switch
    {
        OperationCanceledException or IOException when clientGone => FailureKind.ClientGone,
        BadHttpRequestException => FailureKind.Rejected,
        AggregateException { InnerException: { } inner } => Classify(inner, clientGone),
        RedisTimeoutException or TimeoutRejectedException => FailureKind.NoAnswer,
        RedisConnectionException => FailureKind.NotReachable,
        // The database talks, but has nothing to talk about yet.
        RedisServerException server when IsNotReady(server.Message) => FailureKind.NoAnswer,
        BrokenCircuitException { InnerException: { } inner } => Classify(inner, clientGone),
        BrokenCircuitException => FailureKind.NotReachable,
        _ => FailureKind.Unexpected,
    };

    private static bool IsNotReady(string message) =>
        message.StartsWith("LOADING", StringComparison.Ordinal)
        || message.StartsWith("MASTERDOWN", StringComparison.Ordinal)
        || message.StartsWith("CLUSTERDOWN", StringComparison.Ordinal);
}
