using System.Collections.Frozen;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// How many words each write has, its name among them, as COMMAND INFO says it: exactly so many, or, negative, at least so many. Looked at
/// before the rule is: rules take the words that must be there as given.
/// </summary>
internal static class WriteArity
{
    private const string Table =
        "SET -3 SETEX 4 PSETEX 4 SETNX 3 GETSET 3 MSET -3 MSETNX -3 GETDEL 2 GETEX -2 APPEND 3 SETRANGE 4 SETBIT 4 BITFIELD -2 " +
        "EXPIRE -3 PEXPIRE -3 EXPIREAT -3 PEXPIREAT -3 PERSIST 2 DEL -2 UNLINK -2 RENAME -3 RENAMENX -3 " +
        "INCR 2 DECR 2 INCRBY 3 DECRBY 3 INCRBYFLOAT 3 HINCRBY 4 HINCRBYFLOAT 4 ZINCRBY 4 " +
        "HSET -4 HMSET -4 HSETNX 4 HDEL -3 SADD -3 SREM -3 SPOP -2 SMOVE 4 SINTERSTORE -3 SUNIONSTORE -3 SDIFFSTORE -3 " +
        "ZADD -4 GEOADD -5 ZREM -3 ZPOPMIN -2 ZPOPMAX -2 ZMPOP -4 ZREMRANGEBYRANK 4 ZREMRANGEBYSCORE 4 ZREMRANGEBYLEX 4 " +
        "ZRANGESTORE -5 ZUNIONSTORE -4 ZINTERSTORE -4 ZDIFFSTORE -4 GEOSEARCHSTORE -8 GEORADIUS -6 GEORADIUSBYMEMBER -5 " +
        "PFADD -2 PFMERGE -2";

    private static readonly FrozenDictionary<string, int> ByName = Table.Split(' ').Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <param name="name">Of a command that has a rule, in capitals.</param>
    public static int Of(string name) => ByName[name];

    public static bool Fits(int arity, int words) => arity >= 0 ? words == arity : words >= -arity;
}
