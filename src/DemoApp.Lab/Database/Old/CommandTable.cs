using System.Collections.Frozen;
using System.Text;

namespace DemoApp.Lab.Database.Old;

/// <summary>What the endpoint does with a command.</summary>
internal enum CommandRole
{
    Forward,
    Read,
    Write,
    Multi,
    Exec,
    Discard,
    Watch,
    Unwatch,
    Subscribe,
    Select,
    Refuse,
    HideInArray,
    HideInScan,
    CountKeys,
}

/// <summary>The commands the endpoint must know by name; every other is forwarded as it is.</summary>
internal static class CommandTable
{
    private static readonly FrozenDictionary<string, CommandRole> Roles = Build();

    private static readonly FrozenDictionary<string, CommandRole>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Roles.GetAlternateLookup<ReadOnlySpan<char>>();

    public static CommandRole RoleOf(ReadOnlySpan<byte> name)
    {
        if (name.Length > 24)
        {
            return CommandRole.Forward;
        }

        Span<char> chars = stackalloc char[24];
        var length = Encoding.ASCII.GetChars(name, chars);
        return ByName.TryGetValue(chars[..length], out var role) ? role : CommandRole.Forward;
    }

    private static FrozenDictionary<string, CommandRole> Build()
    {
        var roles = new Dictionary<string, CommandRole>(StringComparer.OrdinalIgnoreCase)
        {
            ["MULTI"] = CommandRole.Multi,
            ["EXEC"] = CommandRole.Exec,
            ["DISCARD"] = CommandRole.Discard,
            ["WATCH"] = CommandRole.Watch,
            ["UNWATCH"] = CommandRole.Unwatch,
            ["SELECT"] = CommandRole.Select,
            ["KEYS"] = CommandRole.HideInArray,
            ["SCAN"] = CommandRole.HideInScan,
            ["DBSIZE"] = CommandRole.CountKeys,
        };
        foreach (var name in "SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE".Split(' '))
        {
            roles[name] = CommandRole.Subscribe;
        }

        foreach (var name in "FLUSHALL FLUSHDB SWAPDB MOVE SHUTDOWN REPLICAOF SLAVEOF MIGRATE RESTORE WAIT".Split(' '))
        {
            roles[name] = CommandRole.Refuse;
        }

        // Their replies need not wait for the append-only file. One that is missing here only answers a little later.
        const string reads =
            "GET MGET STRLEN EXISTS TTL PTTL TYPE HGET HMGET HGETALL HLEN HKEYS HVALS HEXISTS SISMEMBER SMEMBERS SCARD ZSCORE ZRANGE " +
            "ZREVRANGE ZCARD ZRANK LRANGE LLEN LINDEX PING ECHO INFO HELLO CLIENT COMMAND CONFIG";
        foreach (var name in reads.Split(' '))
        {
            roles[name] = CommandRole.Read;
        }

        foreach (var name in Effects.Commands)
        {
            roles[name] = CommandRole.Write;
        }

        return roles.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
