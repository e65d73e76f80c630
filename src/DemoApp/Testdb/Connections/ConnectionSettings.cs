using StackExchange.Redis;

namespace DemoApp.Testdb.Connections;

/// <summary>How the library is set up for a connection that is watched, judged and replaced from outside.</summary>
internal static class ConnectionSettings
{
    public static ConfigurationOptions Of(string address, TestdbOptions options)
    {
        var configuration = ConfigurationOptions.Parse(address);
        configuration.AbortOnConnectFail = true;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ConnectRetry = 1;
        configuration.ConnectTimeout = (int)options.Deadline.TotalMilliseconds;
        // The deadline is ours; the library's only bounds what a forgotten call may hold.
        configuration.AsyncTimeout = (int)(options.Deadline * 3).TotalMilliseconds;
        configuration.ClientName ??= "demoapp-shop";
        // To the library INFO is a command for administrators; no other of them is sent.
        configuration.AllowAdmin = true;
        // No pub/sub connection and no keys of the library's own in the workshop's database.
        configuration.ConfigurationChannel = "";
        configuration.TieBreaker = "";
        return configuration;
    }
}
