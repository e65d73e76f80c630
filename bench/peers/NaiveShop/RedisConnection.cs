using StackExchange.Redis;
using StackExchange.Redis.Availability;

namespace NaiveShop;

/// <summary>
/// How this peer reaches Redis. <c>Redis</c> holds one address, or several with <c>|</c> between them. One: ConnectAsync with its defaults.
/// Several: ConnectGroupAsync, with its defaults or, where <c>Group</c> is <c>tuned</c>, with the quickest settings its documents name:
/// frequent checks of one short probe, an early breaker, no queue in front of a lost connection, a second for an
/// answer, and retries of what may be repeated.
/// </summary>
internal static class RedisConnection
{
    private const int Deadline = 1000;

    public static bool IsGroup(IConfiguration configuration) => Addresses(configuration).Length > 1;

    public static async Task<IConnectionMultiplexer> OpenAsync(IConfiguration configuration)
    {
        var addresses = Addresses(configuration);
        if (addresses is [var only])
        {
            return await ConnectionMultiplexer.ConnectAsync(only);
        }
        var tuned = IsTuned(configuration);
        ConnectionGroupMember[] members = [.. addresses.Select((address, n) => Member(address, n, addresses.Length - n, tuned))];
        return await ConnectionMultiplexer.ConnectGroupAsync(members, tuned ? Tuned() : MultiGroupOptions.Default);
    }

    public static IDatabaseAsync Database(IConnectionMultiplexer redis, IConfiguration configuration) =>
        IsTuned(configuration) ? redis.GetDatabase().WithRetry() : redis.GetDatabase();

    private static string[] Addresses(IConfiguration configuration) => (configuration["Redis"] ?? "127.0.0.1:6379").Split('|');

    private static bool IsTuned(IConfiguration configuration) => configuration["Group"] == "tuned";

    private static ConnectionGroupMember Member(string address, int n, int weight, bool tuned)
    {
        var options = ConfigurationOptions.Parse(address);
        if (tuned)
        {
            options.BacklogPolicy = BacklogPolicy.FailFast;
            (options.AsyncTimeout, options.SyncTimeout, options.ConnectTimeout) = (Deadline, Deadline, Deadline);
        }
        return new(options, $"site-{n}") { Weight = weight };
    }

    private static MultiGroupOptions Tuned() => new MultiGroupOptions.Builder
    {
        HealthCheckInterval = TimeSpan.FromMilliseconds(250),
        HealthCheck = new HealthCheck.Builder
        {
            ProbeCount = 1,
            ProbeTimeout = TimeSpan.FromMilliseconds(300),
            Probe = HealthCheckProbe.Ping,
            ProbePolicy = HealthCheckProbePolicy.AllSuccess,
        }.Create(),
        CircuitBreaker = new CircuitBreaker.Builder { MinimumNumberOfFailures = 5, MetricsWindowSize = TimeSpan.FromSeconds(1) }.Create(),
        RetryPolicy = new RetryPolicy.Builder
        {
            RetryDelay = TimeSpan.FromMilliseconds(50), FailoverDelay = TimeSpan.FromSeconds(1), JitterMax = TimeSpan.Zero,
        }.Create(),
    }.Create();
}
