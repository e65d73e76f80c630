using StackExchange.Redis;
using StackExchange.Redis.Availability;

namespace NaiveShop;

/// <summary>
/// How this peer reaches Redis. <c>Redis</c> holds one address, or several with <c>|</c> between them. One: ConnectAsync with its defaults.
/// Several: ConnectGroupAsync, with its defaults or, where <c>Group</c> is <c>tuned</c>, with the quickest settings its documents name.
/// </summary>
internal static class RedisConnection
{
    public static async Task<IConnectionMultiplexer> OpenAsync(IConfiguration configuration)
    {
        var addresses = (configuration["Redis"] ?? "127.0.0.1:6379").Split('|');
        if (addresses is [var only])
        {
            return await ConnectionMultiplexer.ConnectAsync(only);
        }
        ConnectionGroupMember[] members = [.. addresses.Select((address, n) => new ConnectionGroupMember(address, $"site-{n}") { Weight = addresses.Length - n })];
        return await ConnectionMultiplexer.ConnectGroupAsync(members, configuration["Group"] == "tuned" ? Tuned() : MultiGroupOptions.Default);
    }

    private static MultiGroupOptions Tuned() => new MultiGroupOptions.Builder
    {
        HealthCheckInterval = TimeSpan.FromMilliseconds(250),
        HealthCheck = new HealthCheck.Builder
        {
            ProbeCount = 1, ProbeTimeout = TimeSpan.FromMilliseconds(300), Probe = HealthCheckProbe.Ping, ProbePolicy = HealthCheckProbePolicy.AllSuccess,
        }.Create(),
        CircuitBreaker = new CircuitBreaker.Builder { MinimumNumberOfFailures = 5, MetricsWindowSize = TimeSpan.FromSeconds(1) }.Create(),
    }.Create();
}
