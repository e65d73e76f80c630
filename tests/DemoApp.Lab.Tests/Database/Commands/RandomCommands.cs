using System.Globalization;

namespace DemoApp.Lab.Tests.Database.Commands;

/// <summary>Commands of every rule over few keys and elements, so that they meet.</summary>
internal sealed class RandomCommands(Random random)
{
    private static readonly string[] Elements = ["a", "b", "c"];

    /// <summary>Text, number, hash, set, sorted set, geography, HyperLogLog: a key of one may come to hold another.</summary>
    private const string Types = "tnhszgl";

    private static readonly string[] Templates =
    [
        "SET $t V", "SET $t V NX", "SET $t V XX", "SET $t V GET", "SET $t V NX GET", "SET $t V XX GET", "SET $t V EX 1000",
        "SET $t V PX 900000 XX", "SET $t V KEEPTTL",
        "SETEX $t 500 V", "PSETEX $t 500000 V", "SETNX $t V", "GETSET $t V", "MSET $t V $t V", "MSETNX $t V $t V", "GETDEL $t",
        "GETEX $t EX 700", "GETEX $t PERSIST",
        "APPEND $t V", "SETRANGE $t 2 V", "SETBIT $t 5 1", "BITFIELD $t SET u8 0 77", "BITFIELD $t GET u8 0",
        "INCR $n", "DECR $n", "INCRBY $n N", "DECRBY $n N", "INCRBYFLOAT $n F", "SET $n N", "INCRBY $n 9223372036854775807",
        "HSET $h E V", "HSET $h E V E V", "HMSET $h E V", "HSETNX $h E V", "HDEL $h E", "HDEL $h E E", "HINCRBY $h E N",
        "HINCRBYFLOAT $h E F",
        "SADD $s E", "SADD $s E E", "SREM $s E", "SPOP $s", "SPOP $s 2", "SMOVE $s $s E", "SUNIONSTORE $s $s $s",
        "SINTERSTORE $s $s $s", "SDIFFSTORE $s $s $s",
        "ZADD $z F E", "ZADD $z F E F E", "ZADD $z NX F E", "ZADD $z XX CH F E", "ZADD $z XX INCR F E", "ZADD $z GT F E F E",
        "ZADD $z LT F E", "ZADD $z INCR F E", "ZADD $z GT INCR F E",
        "ZADD $z inf E", "ZINCRBY $z F E", "ZREM $z E", "ZPOPMIN $z", "ZPOPMAX $z 2", "ZMPOP 1 $z MIN", "ZREMRANGEBYRANK $z 0 0",
        "ZREMRANGEBYSCORE $z -1 1",
        "ZREMRANGEBYLEX $z [a [b", "ZRANGESTORE $z $z 0 1", "ZUNIONSTORE $z 2 $z $z", "ZINTERSTORE $z 2 $z $z", "ZDIFFSTORE $z 2 $z $z",
        "GEOADD $g 13.361389 38.115556 E", "GEOADD $g NX 15.087269 37.502669 E", "GEOSEARCHSTORE $g $g FROMLONLAT 15 37 BYRADIUS 200 km",
        "DEL K", "UNLINK K K", "RENAME K K", "RENAMENX K K", "EXPIRE K 1000", "PEXPIRE K 2000000", "EXPIRE K 3000 NX",
        "EXPIRE K 3000 GT", "EXPIREAT K 99999999999",
        "PEXPIREAT K 1", "PERSIST K",
        "PFADD $l E", "PFADD $l E N N N", "PFMERGE $l $l $l",
    ];

    public static IEnumerable<string> AllKeys => Types.SelectMany(type => new[] { $"{type}0", $"{type}1" });

    public string[] Next() => Templates[random.Next(Templates.Length)].Split(' ').Select(Word).ToArray();

    private string Word(string word) => word switch
    {
        "K" => Key(Types[random.Next(Types.Length)]),
        "E" => Elements[random.Next(Elements.Length)],
        "V" => random.Next(3) == 0 ? random.Next(100).ToString(CultureInfo.InvariantCulture) : $"v{random.Next(100)}",
        "N" => random.Next(-50, 50).ToString(CultureInfo.InvariantCulture),
        "F" => (random.Next(-500, 500) / 10.0).ToString(CultureInfo.InvariantCulture),
        ['$', var type] => random.Next(12) == 0 ? Key(Types[random.Next(Types.Length)]) : Key(type),
        _ => word,
    };

    private string Key(char type) => $"{type}{random.Next(2)}";
}
