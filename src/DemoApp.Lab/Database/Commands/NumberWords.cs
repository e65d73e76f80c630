using System.Buffers.Text;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// Words that must be numbers, looked at before the node sees them: over one that is none Garnet 2.2.8 leaves a record of an empty hash or
/// sorted set behind that breaks every later KEYS.
/// </summary>
internal static class NumberWords
{
    private const string NoFloat = "ERR value is not a valid float";

    public static Func<byte[][], string?> Integer(int at) => command =>
        Utf8Parser.TryParse(command[at], out long _, out var used) && used == command[at].Length ? null : "ERR value is not an integer or out of range";

    public static Func<byte[][], string?> Float(int at) => command => IsFloat(command[at]) ? null : NoFloat;

    /// <summary>ZADD: scores and members by turns, behind the options.</summary>
    public static string? OfZadd(byte[][] command)
    {
        var (scores, words) = (ScoreArguments.OfZadd(command).Scores, command.Length - ScoreArguments.OptionsOf(command));
        return words % 2 != 0 || words == 0 ? "ERR syntax error" : Array.TrueForAll(scores, IsFloat) ? null : NoFloat;
    }

    private static bool IsFloat(byte[] word) =>
        word.IsAny("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity") ||
        (Utf8Parser.TryParse(word, out double number, out var used) && used == word.Length && double.IsFinite(number));
}
