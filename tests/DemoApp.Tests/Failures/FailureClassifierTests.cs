using DemoApp.Failures;
using Microsoft.AspNetCore.Http;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Tests.Failures;

public sealed class FailureClassifierTests
{
    private static readonly RedisConnectionException Refused = new(ConnectionFailureType.UnableToConnect, CommandFlags.None, "no", null, CommandStatus.Unknown);
    private static readonly RedisTimeoutException Late = new(CommandFlags.None, "late", CommandStatus.Unknown);

    public static TheoryData<string, Exception> Known => new()
    {
        { "NotReachable", Refused },
        { "NotReachable", new AggregateException(Refused) },
        { "NotReachable", new BrokenCircuitException("open", Refused) },
        { "NotReachable", new IsolatedCircuitException() },
        { "NoAnswer", Late },
        { "NoAnswer", new TimeoutRejectedException() },
        { "NoAnswer", new BrokenCircuitException("open", Late) },
        { "NoAnswer", new RedisServerException(default, CommandFlags.None, "LOADING Redis is loading the dataset in memory") },
        { "NotReachable", new RedisServerException(default, CommandFlags.None, "READONLY You can't write against a read only replica.") },
        { "NotReachable", new RedisServerException(default, CommandFlags.None, "OOM command not allowed when used memory > 'maxmemory'.") },
        { "NotReachable", new RedisServerException(default, CommandFlags.None, "NOAUTH Authentication required.") },
        { "NotReachable", new RedisServerException(default, CommandFlags.None, "MOVED 866 127.0.0.1:1") },
        { "Unexpected", new RedisServerException(default, CommandFlags.None, "WRONGTYPE Operation against a key") },
        { "Unexpected", new TimeoutException("some other part") },
        { "Unexpected", new HttpRequestException("Kubernetes") },
        { "Unexpected", new OperationCanceledException() },
        { "Rejected", new BadHttpRequestException("no", 422) },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Exception_Known_HasItsKind(string kind, Exception error) =>
        Assert.Equal(kind, FailureClassifier.Classify(error, clientGone: false).ToString());

    [Fact]
    public void Cancellation_ClientGone_IsNobodysFailure() =>
        Assert.Equal(FailureKind.ClientGone, FailureClassifier.Classify(new TaskCanceledException(), clientGone: true));

    [Theory]
    [InlineData("/", "*/*", true)]
    [InlineData("/", "", true)]
    [InlineData("/", "application/json", false)]
    [InlineData("/", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true)]
    [InlineData("/api/v1/sites/a/shop", "*/*", false)]
    [InlineData("/api/v1/sites/a/shop", "text/html,*/*;q=0.8", true)]
    [InlineData("/", "application/problem+json, text/html;q=0.5", false)]
    public void Answer_ByAcceptAndAddress_IsPageOrProblem(string path, string accept, bool html)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        context.Request.Headers.Accept = accept;
        Assert.Equal(html, FailureAnswer.WantsHtml(context.Request));
    }
}
