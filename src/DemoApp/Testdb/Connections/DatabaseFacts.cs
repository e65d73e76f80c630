using StackExchange.Redis;

namespace DemoApp.Testdb.Connections;

/// <summary>What a database says of itself in INFO. A database that does not say it is no mistake: then nothing is known.</summary>
internal static class DatabaseFacts
{
    /// <summary>Tells the databases behind one address apart; null: it does not say.</summary>
    public static async Task<string?> IdentityAsync(IDatabase database) => Field(await InfoAsync(database, "server"), "run_id");

    /// <summary>Whether it is a replica: such a database is no place to return to.</summary>
    public static async Task<bool> IsReplicaAsync(IDatabase database) => Field(await InfoAsync(database, "replication"), "role") == "slave";

    public static async Task<ReplicationFacts> ReplicationAsync(IDatabase database) =>
        ReplicationFacts.Parse(await InfoAsync(database, "active-active"));

    public static string? Field(string info, string name)
    {
        foreach (var line in info.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] == ':')
            {
                return line[(name.Length + 1)..].ToString();
            }
        }
        return null;
    }

    private static async Task<string> InfoAsync(IDatabase database, string section)
    {
        try
        {
            return (string?)await database.ExecuteAsync("INFO", section) ?? "";
        }
        catch (RedisServerException)
        {
            // Not allowed, or no such section: it says nothing.
            return "";
        }
    }
}
