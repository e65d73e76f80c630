using System.Globalization;
using System.Text;

namespace DemoApp.Lab.Database.Old;

/// <summary>
/// Turns a write command into the effects its peers apply. Limits of this first form, each of which works locally:
/// conditional writes (SETNX, SET NX/XX/GET, HSETNX, LPUSHX, SPOP, SMOVE, GETDEL) are not replicated, because their outcome is not known
/// when the command is logged; DEL of a collection removes at a peer what it holds then, also what a third party added at the same time;
/// a SET and an INCR of one key at two sites at the same time do not converge; list commands arrive in each site's own order;
/// a command that fails (WRONGTYPE) is sent too, and fails at the peer.
/// </summary>
internal static class Effects
{
    private static readonly HashSet<string> Verbatim = new(
        ("INCR DECR INCRBY DECRBY INCRBYFLOAT APPEND SETRANGE SETBIT HINCRBY HINCRBYFLOAT ZINCRBY LPUSH RPUSH LTRIM LREM LSET LPOP RPOP " +
         "ZREMRANGEBYRANK ZREMRANGEBYSCORE ZREMRANGEBYLEX RENAME PFADD PFMERGE").Split(' '),
        StringComparer.Ordinal);

    private static readonly string[] Registered =
        "SET SETEX PSETEX GETSET MSET DEL UNLINK EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST HSET HMSET HDEL SADD SREM ZADD ZREM".Split(' ');

    public static IEnumerable<string> Commands => Verbatim.Concat(Registered);

    /// <summary>The effects of one command, in order; none when it has no effect a peer could repeat.</summary>
    public static List<Effect> Of(byte[][] args, StampClock clock)
    {
        var name = Encoding.ASCII.GetString(args[0]).ToUpperInvariant();
        var made = new Maker(clock);
        if (args.Length < 2)
        {
            return made.Effects;
        }

        switch (name)
        {
            case "SET" when args.Length >= 3:
                Set(made, args);
                break;
            case "SETEX" or "PSETEX" when args.Length == 4:
                made.Assign(args[1], "SET"u8.ToArray(), args[1], args[3]);
                made.ExpireAt(args[1], args[1], Deadline(clock, name == "SETEX" ? "EX" : "PX", args[2]));
                break;
            case "GETSET" when args.Length == 3:
                made.Assign(args[1], "SET"u8.ToArray(), args[1], args[2]);
                break;
            case "MSET":
                for (var i = 1; i + 1 < args.Length; i += 2)
                {
                    made.Assign(args[i], "SET"u8.ToArray(), args[i], args[i + 1]);
                }

                break;
            case "DEL" or "UNLINK":
                foreach (var key in args.AsSpan(1))
                {
                    made.Assign(key, "DEL"u8.ToArray(), key);
                }

                break;
            case "EXPIRE" or "PEXPIRE" or "EXPIREAT" or "PEXPIREAT" when args.Length == 3:
                var unit = name switch { "EXPIRE" => "EX", "PEXPIRE" => "PX", "EXPIREAT" => "EXAT", _ => "PXAT" };
                made.ExpireAt(Register(args[1], "ttl"u8), args[1], Deadline(clock, unit, args[2]));
                break;
            case "PERSIST":
                made.Assign(Register(args[1], "ttl"u8), args);
                break;
            case "HSET" or "HMSET":
                for (var i = 2; i + 1 < args.Length; i += 2)
                {
                    made.Assign(Register(args[1], args[i]), "HSET"u8.ToArray(), args[1], args[i], args[i + 1]);
                }

                break;
            case "HDEL" or "SADD" or "SREM" or "ZREM":
                foreach (var member in args.AsSpan(Math.Min(2, args.Length)))
                {
                    made.Assign(Register(args[1], member), args[0], args[1], member);
                }

                break;
            case "ZADD":
                SortedSetAdd(made, args);
                break;
            default:
                if (Verbatim.Contains(name))
                {
                    made.Always(args);
                }

                break;
        }

        return made.Effects;
    }

    /// <summary>The name of a field's or member's register: key and member with a byte between that keys do not hold in practice.</summary>
    private static byte[] Register(byte[] key, ReadOnlySpan<byte> member) => [.. key, 0, .. member];

    private static void Set(Maker made, byte[][] args)
    {
        long? deadline = null;
        for (var i = 3; i < args.Length; i++)
        {
            var option = Encoding.ASCII.GetString(args[i]).ToUpperInvariant();
            if (option is "EX" or "PX" or "EXAT" or "PXAT" && i + 1 < args.Length)
            {
                deadline = Deadline(made.Clock, option, args[++i]);
            }
            else if (option != "KEEPTTL")
            {
                return;
            }
        }

        made.Assign(args[1], "SET"u8.ToArray(), args[1], args[2]);
        made.ExpireAt(args[1], args[1], deadline);
    }

    private static void SortedSetAdd(Maker made, byte[][] args)
    {
        var first = 2;
        if (args.Length > 2 && Encoding.ASCII.GetString(args[2]).ToUpperInvariant() is { } flag)
        {
            if (flag is "NX" or "XX" or "GT" or "LT" or "INCR")
            {
                made.Always(args);
                return;
            }

            first = flag == "CH" ? 3 : 2;
        }

        for (var i = first; i + 1 < args.Length; i += 2)
        {
            made.Assign(Register(args[1], args[i + 1]), args[0], args[1], args[i], args[i + 1]);
        }
    }

    private static long? Deadline(StampClock clock, string unit, byte[] value) =>
        !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? null
            : unit switch
            {
                "EX" => clock.NowMilliseconds + (number * 1000),
                "PX" => clock.NowMilliseconds + number,
                "EXAT" => number * 1000,
                _ => number,
            };

    private sealed class Maker(StampClock clock)
    {
        public StampClock Clock => clock;

        public List<Effect> Effects { get; } = [];

        public void Assign(byte[] register, params byte[][] command) => Effects.Add(new Effect(command, register, clock.Next()));

        public void Always(byte[][] command) => Effects.Add(new Effect(command, null, clock.Next()));

        public void ExpireAt(byte[] register, byte[] key, long? milliseconds)
        {
            if (milliseconds is { } at)
            {
                var deadline = Encoding.ASCII.GetBytes(at.ToString(CultureInfo.InvariantCulture));
                Assign(register, "PEXPIREAT"u8.ToArray(), key, deadline);
            }
        }
    }
}
