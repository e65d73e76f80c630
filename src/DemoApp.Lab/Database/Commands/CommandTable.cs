using System.Collections.Frozen;
using System.Text;

namespace DemoApp.Lab.Database.Commands;

/// <summary>Every command the node knows, and what the endpoint does with it.</summary>
internal static class CommandTable
{
    private const int LongestName = 24;

    private const string Reads =
        "BITCOUNT BITFIELD_RO BITPOS COSCAN DBSIZE DUMP EXISTS EXPIRETIME GEODIST GEOHASH GEOPOS GEORADIUS_RO " +
        "GEORADIUSBYMEMBER_RO GEOSEARCH GET GETBIT GETIFNOTMATCH GETRANGE GETWITHETAG HEXISTS HEXPIRETIME HGET HGETALL HKEYS " +
        "HLEN HMGET HPEXPIRETIME HPTTL HRANDFIELD HSCAN HSTRLEN HTTL HVALS KEYS LCS LINDEX LLEN LPOS LRANGE MGET OBJECT " +
        "PEXPIRETIME PFCOUNT PTTL SCAN SCARD SDIFF SINTER SINTERCARD SISMEMBER SMEMBERS SMISMEMBER SRANDMEMBER SSCAN STRLEN " +
        "SUBSTR SUNION TTL TYPE ZCARD ZCOUNT ZDIFF ZEXPIRETIME ZINTER ZINTERCARD ZLEXCOUNT ZMSCORE ZPEXPIRETIME ZPTTL " +
        "ZRANDMEMBER ZRANGE ZRANGEBYLEX ZRANGEBYSCORE ZRANK ZREVRANGE ZREVRANGEBYLEX ZREVRANGEBYSCORE ZREVRANK ZSCAN ZSCORE " +
        "ZTTL ZUNION";

    private const string Connections = "ASKING AUTH CLIENT ECHO HELLO PING QUIT READONLY READWRITE SELECT";

    private const string Transactions = "DISCARD EXEC MULTI UNWATCH WATCH WATCHMS WATCHOS";

    private const string PublishAndSubscribe = "PSUBSCRIBE PUBLISH PUBSUB PUNSUBSCRIBE SPUBLISH SSUBSCRIBE SUBSCRIBE UNSUBSCRIBE";

    private const string Infos = "CLUSTER COMMAND CONFIG INFO LASTSAVE LATENCY MEMORY MONITOR ROLE SLOWLOG TIME";

    private const string Lists =
        "BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH LINSERT LMOVE LMPOP LPOP LPUSH LPUSHX LREM LSET LTRIM RPOP RPOPLPUSH RPUSH RPUSHX";

    private const string Blocking = "BZMPOP BZPOPMAX BZPOPMIN";

    private const string ElementExpiries =
        "HCOLLECT HEXPIRE HEXPIREAT HPERSIST HPEXPIRE HPEXPIREAT ZCOLLECT ZEXPIRE ZEXPIREAT ZPERSIST ZPEXPIRE ZPEXPIREAT";

    /// <summary>The first six are the vendor's own list.</summary>
    private const string Others =
        "FLUSHALL FLUSHDB RESTORE WAIT SWAPDB MIGRATE ACL ASYNC BGSAVE COMMITAOF DEBUG DELIFGREATER EVAL EVALSHA EXPDELSCAN " +
        "FAILOVER MODULE REGISTERCS REPLICAOF RUNTXP SAVE SCRIPT SECONDARYOF SETIFGREATER SETIFMATCH SETWITHETAG SLAVEOF VADD " +
        "VCARD VDIM VEMB VGETATTR VINFO VISMEMBER VLINKS VRANDMEMBER VREM VSETATTR VSIM XVCREATE XVIMPORT RI.CREATE RI.SET " +
        "RI.DEL RI.GET RI.SCAN RI.RANGE RI.EXISTS RI.CONFIG RI.METRICS";

    private static readonly FrozenDictionary<string, CommandInfo> Commands = Build();

    private static readonly FrozenDictionary<string, CommandInfo>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Commands.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly CommandInfo Unknown = new("", CommandKind.Unknown);

    public static IEnumerable<CommandInfo> All => Commands.Values;

    /// <summary>By name in any case. A name it does not know is <see cref="CommandKind.Unknown"/>.</summary>
    public static CommandInfo Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName)
        {
            return Unknown;
        }

        Span<char> chars = stackalloc char[LongestName];
        var length = Encoding.ASCII.GetChars(name, chars);
        return ByName.TryGetValue(chars[..length], out var info) ? info : Unknown;
    }

    /// <summary>By name and arguments: also what is refused only in one form.</summary>
    public static CommandInfo Find(byte[][] command)
    {
        var info = Find(command[0]);
        return (info.Refuses(command) ?? RefusedForms.Find(info.Name, command)) is { } reason ? Refused(info.Name, reason) : info;
    }

    private static FrozenDictionary<string, CommandInfo> Build()
    {
        var commands = new Dictionary<string, CommandInfo>(StringComparer.OrdinalIgnoreCase);
        Add(Reads, name => new CommandInfo(name, CommandKind.Read));
        Add(Connections, name => new CommandInfo(name, CommandKind.Connection));
        Add(Transactions, name => new CommandInfo(name, CommandKind.Transaction));
        Add(PublishAndSubscribe, name => new CommandInfo(name, CommandKind.PubSub));
        Add(Infos, name => new CommandInfo(name, CommandKind.Info));
        Add(Lists, name => Refused(name, Refusals.Of(name, "lists are not replicated")));
        Add(Blocking, name => Refused(name, Refusals.Of(name, "commands that wait are not")));
        // Garnet's own package leaves out the library that its BITOP needs.
        Add("BITOP", name => Refused(name, Refusals.Of(name, "the node cannot execute it")));
        Add(ElementExpiries, name => Refused(name, Refusals.Of(name, "only whole keys expire")));
        Add(Others, name => Refused(name, Refusals.Of(name)));
        foreach (var (name, rule) in WriteRules.All)
        {
            commands.Add(name, new CommandInfo(name, CommandKind.Write, rule));
        }

        return commands.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(string names, Func<string, CommandInfo> make)
        {
            foreach (var name in names.Split(' '))
            {
                commands.Add(name, make(name));
            }
        }
    }

    private static CommandInfo Refused(string name, string reason) => new(name, CommandKind.Refused, Refusal: reason);
}
