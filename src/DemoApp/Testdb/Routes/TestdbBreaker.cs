using Polly;
using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace DemoApp.Testdb.Routes;

/// <summary>
/// The circuit of one route. The prober opens and closes it, so no attendee's request is the one that tries. It may open by itself when
/// requests fail faster than the prober looks; then too only the prober closes it.
/// </summary>
internal sealed class TestdbBreaker
{
    private readonly CircuitBreakerManualControl control = new();
    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline pipeline;

    public TestdbBreaker(TimeProvider time) => pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RedisConnectionException>().Handle<TimeoutException>(),
            FailureRatio = 0.9,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(2),
            BreakDuration = TimeSpan.FromDays(1),
            ManualControl = control,
            StateProvider = state,
        })
        .Build();

    /// <summary>Nothing is let through.</summary>
    public bool IsOpen => state.CircuitState is CircuitState.Isolated or CircuitState.Open;

    public Task OpenAsync(CancellationToken cancellationToken) =>
        state.CircuitState == CircuitState.Isolated ? Task.CompletedTask : control.IsolateAsync(cancellationToken);

    public Task CloseAsync(CancellationToken cancellationToken) =>
        state.CircuitState == CircuitState.Closed ? Task.CompletedTask : control.CloseAsync(cancellationToken);

    public ValueTask<TResult> ExecuteAsync<TResult, TState>(
        Func<TState, CancellationToken, ValueTask<TResult>> work, TState argument, CancellationToken cancellationToken) =>
        pipeline.ExecuteAsync(work, argument, cancellationToken);
}
