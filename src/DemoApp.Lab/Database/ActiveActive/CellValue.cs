using System.Buffers.Text;
using System.Globalization;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// What a cell shows: the latest entry, as a number, plus all runs. An entry that is no number is shown as it is.
/// Whole sums beyond 64 bits, which only concurrent increments can reach, stop at the limit.
/// </summary>
internal static class CellValue
{
    /// <summary>Place for any number and any short value.</summary>
    public const int Room = 32;

    public static byte[] Text(Cell cell) => Text(cell, stackalloc byte[Room]).ToArray();

    /// <param name="cell">What is shown.</param>
    /// <param name="room">Takes the text when it is short.</param>
    public static ReadOnlySpan<byte> Text(Cell cell, Span<byte> room)
    {
        var text = cell.Shown is { } entry ? entry.Content.BytesIn(room) : default;
        if (!cell.HasLiveRun)
        {
            return text;
        }

        var digits = cell.EntryCount > 0 ? text : "0"u8;
        if (Sum(cell, out var doubles) is var whole && !HasDoubles(cell) && TryParse(digits, out long number))
        {
            return Format(Clamp(whole + number), room);
        }

        return TryParse(digits, out double start) ? Format(start + (double)whole + doubles, room) : digits;
    }

    public static double Score(Cell cell)
    {
        var start = cell.Shown?.Content.Score ?? 0;
        if (!cell.HasLiveRun)
        {
            return start;
        }

        var whole = Sum(cell, out var doubles);
        var score = start + (double)whole + doubles;

        // Redis answers an error where infinities would cancel out; concurrent ones can only agree on something.
        return double.IsNaN(score) ? 0 : score;
    }

    public static bool HasDoubles(Cell cell)
    {
        foreach (ref readonly var run in cell.Runs)
        {
            if (run.Key.IsDouble && run.IsLive)
            {
                return true;
            }
        }

        return false;
    }

    public static byte[] Format(long number) => Format(number, stackalloc byte[Room]).ToArray();

    public static ReadOnlySpan<byte> Format(long number, Span<byte> room)
    {
        Utf8Formatter.TryFormat(number, room, out var length);
        return room[..length];
    }

    public static bool TryParse(ReadOnlySpan<byte> digits, out long number) =>
        Utf8Parser.TryParse(digits, out number, out var used) && used == digits.Length && digits.Length > 0;

    public static bool TryParse(ReadOnlySpan<byte> digits, out double number) =>
        double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>The shortest digits that read back as the same number, without exponent where Redis uses none.</summary>
    private static ReadOnlySpan<byte> Format(double number, Span<byte> room)
    {
        if (double.IsFinite(number) && number == Math.Floor(number) && Math.Abs(number) < 1e17)
        {
            return Format((long)number, room);
        }

        number.TryFormat(room, out var length, "R", CultureInfo.InvariantCulture);
        return room[..length];
    }

    private static Int128 Sum(Cell cell, out double doubles)
    {
        Int128 whole = 0;
        doubles = 0;
        foreach (ref readonly var run in cell.Runs)
        {
            if (!run.IsLive)
            {
                continue;
            }

            if (run.Key.IsDouble)
            {
                doubles += run.Double;
            }
            else
            {
                whole += run.Whole;
            }
        }

        return whole;
    }

    private static long Clamp(Int128 number) =>
        number > long.MaxValue ? long.MaxValue : number < long.MinValue ? long.MinValue : (long)number;
}
