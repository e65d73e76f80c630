using System.Buffers.Text;
using System.Text;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT with NX, XX, GT, LT. No expiry counts as the longest, as Redis has it.</summary>
internal sealed class ExpireRule(long millisecondsEach, bool isRelative) : StateRule
{
    protected override RespValue Execute(byte[][] command, Author author)
    {
        if (command.Length < 3)
        {
            return WrongCount(Encoding.ASCII.GetString(command[0]).ToUpperInvariant());
        }

        var now = author.Replica.Clock.Now;
        if (!TryRead(command[2], now, out var at))
        {
            return Error("ERR value is not an integer or out of range.");
        }

        bool nx = false, xx = false, gt = false, lt = false;
        foreach (var option in command.AsSpan(3))
        {
            nx |= option.Is("NX");
            xx |= option.Is("XX");
            gt |= option.Is("GT");
            lt |= option.Is("LT");
            if (!option.IsAny("NX", "XX", "GT", "LT"))
            {
                return Error($"ERR Unsupported option {Encoding.UTF8.GetString(option)}");
            }
        }

        if (nx && (xx || gt || lt))
        {
            return Error("ERR NX and XX, GT or LT options at the same time are not compatible");
        }

        if (gt && lt)
        {
            return Error("ERR GT and LT options at the same time are not compatible");
        }

        if (Seen(command[1], author) is not { ExpireAt: var old } ||
            (nx && old != ExpiryChange.Never) || (xx && old == ExpiryChange.Never) || (gt && at <= old) || (lt && at >= old))
        {
            return Integer(false);
        }

        author.ExpireAt(command[1], at);
        return Integer(true);
    }

    private bool TryRead(byte[] digits, long now, out long at)
    {
        at = 0;
        if (!Utf8Parser.TryParse(digits, out long number, out var used) || used != digits.Length)
        {
            return false;
        }

        var moment = ((Int128)number * millisecondsEach) + (isRelative ? now : 0);
        if (moment < long.MinValue || moment >= ExpiryChange.Never)
        {
            return false;
        }

        at = (long)moment;
        return true;
    }
}
