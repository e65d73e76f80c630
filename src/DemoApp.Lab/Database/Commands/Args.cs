using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DemoApp.Lab.Database.Commands;

/// <summary>Reads arguments the way the node does. They were accepted by it before, so what cannot be read does not happen.</summary>
internal static class Args
{
    public static bool Is(this byte[] arg, string word) =>
        arg.Length == word.Length && Ascii.EqualsIgnoreCase(arg, word);

    public static bool IsAny(this byte[] arg, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (arg.Is(word))
            {
                return true;
            }
        }

        return false;
    }

    public static int IndexOf(this byte[][] command, string word, int from)
    {
        for (var i = from; i < command.Length; i++)
        {
            if (command[i].Is(word))
            {
                return i;
            }
        }

        return -1;
    }

    public static long Long(this byte[] arg) => Utf8Parser.TryParse(arg, out long number, out var used) && used == arg.Length
        ? number
        : long.Parse(Encoding.ASCII.GetString(arg), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A score or an amount: also "inf", "+inf", "-inf".</summary>
    public static double Double(this byte[] arg)
    {
        if (double.TryParse(arg, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return arg.IsAny("inf", "+inf", "infinity", "+infinity") ? double.PositiveInfinity
            : arg.IsAny("-inf", "-infinity") ? double.NegativeInfinity
            : throw new FormatException("A number that the node took cannot be read.");
    }

    /// <summary>
    /// An error for an empty word where only numbers and bounds can stand: Garnet 2.2.8 ends the session over one, which is everybody's.
    /// </summary>
    public static string? WithoutEmpty(byte[][] command, int from) =>
        Array.FindIndex(command, Math.Min(from, command.Length), word => word.Length == 0) >= 0 ? "ERR min or max is not a float" : null;

    public static long Number(this RespValue reply) => reply.Bytes is { } digits ? digits.Long() : 0;

    public static byte[][] Ask(string name, params ReadOnlySpan<byte[]> args) => [Encoding.ASCII.GetBytes(name), .. args];
}
