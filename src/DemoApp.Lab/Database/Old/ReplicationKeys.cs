using System.Text;

namespace DemoApp.Lab.Database.Old;

/// <summary>The keys Active-Active keeps in the database itself, so that they change in one transaction with the data. Clients do not see them.</summary>
internal static class ReplicationKeys
{
    /// <summary>Names that start so are the lab's. Unprintable, so that nobody types one.</summary>
    public static readonly byte[] Prefix = "\u0001aa:"u8.ToArray();

    /// <summary>A list: effects of this site not yet acknowledged by every peer, oldest first.</summary>
    public static readonly byte[] Log = [.. Prefix, .. "log"u8];

    /// <summary>How many entries were taken off the log's head since the beginning: entry i has sequence base + i + 1.</summary>
    public static readonly byte[] LogBase = [.. Prefix, .. "base"u8];

    /// <summary>Registers are forgotten after a day: conflicts of sites parted for longer go by arrival.</summary>
    public static readonly byte[] RegisterLifeMilliseconds = "86400000"u8.ToArray();

    /// <summary>The highest sequence applied from that origin.</summary>
    public static byte[] AppliedFrom(string origin) => [.. Prefix, .. "in:"u8, .. Encoding.UTF8.GetBytes(origin)];

    public static byte[] Register(byte[] register) => [.. Prefix, .. "t:"u8, .. register];

    public static bool IsHidden(ReadOnlySpan<byte> key) => key.StartsWith(Prefix);
}
