using System.Buffers;
using System.Globalization;
using System.Text;

namespace DemoApp.Lab.Database.Old;

/// <summary>
/// One replicated change. With a <paramref name="Register"/> it is a last-write-wins assignment to that name (a key, a field, a
/// member): a peer applies it only when it is newer than what it has. Without one it is applied in any case (counters add up).
/// </summary>
internal sealed record Effect(byte[][] Command, byte[]? Register, Stamp Stamp)
{
    /// <summary>As one element of the log: an array of stamp, register, command.</summary>
    public byte[] Encode()
    {
        var to = new ArrayBufferWriter<byte>();
        RespWriter.WriteArrayHeader(to, Command.Length + 2);
        RespWriter.WriteBulk(to, Stamp.Encode());
        RespWriter.WriteBulk(to, Register ?? []);
        foreach (var arg in Command)
        {
            RespWriter.WriteBulk(to, arg);
        }

        return to.WrittenSpan.ToArray();
    }

    public static Effect Decode(byte[] entry)
    {
        var at = 0;
        if (!RespReader.TryRead(entry, ref at, out var value) || value.Items is not { Length: > 2 } items)
        {
            throw new InvalidDataException("An entry of the replication log cannot be read.");
        }

        var register = items[1].Bytes is { Length: > 0 } name ? name : null;
        return new Effect([.. items.Skip(2).Select(item => item.Bytes!)], register, Stamp.Decode(items[0].Bytes!));
    }
}

/// <summary>When and where a write was made. Ordered by time, then by site, so two sites never disagree on which is newer.</summary>
internal readonly record struct Stamp(long Ticks, string Site) : IComparable<Stamp>
{
    public int CompareTo(Stamp other) => Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : string.CompareOrdinal(Site, other.Site);

    public byte[] Encode() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Ticks} {Site}"));

    public static Stamp Decode(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return new Stamp(long.Parse(text.AsSpan(0, space), CultureInfo.InvariantCulture), text[(space + 1)..]);
    }
}

/// <summary>A clock that never goes back and never lags behind a stamp seen from a peer, so what follows a write is newer than it.</summary>
internal sealed class StampClock(string site, TimeProvider time)
{
    private long last;

    public string Site => site;

    public Stamp Next()
    {
        var now = time.GetUtcNow().UtcTicks;
        while (true)
        {
            var seen = Interlocked.Read(ref last);
            var next = Math.Max(now, seen + 1);
            if (Interlocked.CompareExchange(ref last, next, seen) == seen)
            {
                return new Stamp(next, site);
            }
        }
    }

    public void Observe(Stamp stamp)
    {
        var seen = Interlocked.Read(ref last);
        while (stamp.Ticks > seen)
        {
            var was = Interlocked.CompareExchange(ref last, stamp.Ticks, seen);
            if (was == seen)
            {
                return;
            }

            seen = was;
        }
    }

    public long NowMilliseconds => time.GetUtcNow().ToUnixTimeMilliseconds();
}
