namespace DemoApp.Lab.Database.Commands;

/// <summary>Where the members of a ZADD or GEOADD stand, and whether options decide which of them are written.</summary>
/// <param name="Members">In order, as named.</param>
/// <param name="Scores">Of ZADD; empty for GEOADD, whose scores the node makes.</param>
/// <param name="IsConditional">NX, XX, GT or LT is there.</param>
/// <param name="IsUpdate">XX is there.</param>
/// <param name="IsIncrement">INCR is there.</param>
internal sealed record ScoreArguments(byte[][] Members, byte[][] Scores, bool IsConditional, bool IsUpdate, bool IsIncrement)
{
    public static ScoreArguments OfZadd(byte[][] command)
    {
        var at = Options(command, out var conditional, out var update, out var increment);
        var members = new List<byte[]>();
        var scores = new List<byte[]>();
        for (; at + 1 < command.Length; at += 2)
        {
            scores.Add(command[at]);
            members.Add(command[at + 1]);
        }

        return new ScoreArguments([.. members], [.. scores], conditional, update, increment);
    }

    public static ScoreArguments OfGeoadd(byte[][] command)
    {
        var at = Options(command, out var conditional, out var update, out _);
        var members = new List<byte[]>();
        for (; at + 2 < command.Length; at += 3)
        {
            members.Add(command[at + 2]);
        }

        return new ScoreArguments([.. members], [], conditional, update, false);
    }

    /// <summary>Where the first word is that is no option.</summary>
    public static int OptionsOf(byte[][] command) => Options(command, out _, out _, out _);

    private static int Options(byte[][] command, out bool conditional, out bool update, out bool increment)
    {
        conditional = update = increment = false;
        var at = 2;
        for (; at < command.Length && command[at].IsAny("NX", "XX", "GT", "LT", "CH", "INCR"); at++)
        {
            conditional |= command[at].IsAny("NX", "XX", "GT", "LT");
            update |= command[at].Is("XX");
            increment |= command[at].Is("INCR");
        }

        return at;
    }
}
