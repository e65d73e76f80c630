using System.Collections.Frozen;
using DemoApp.Lab.Database.Commands;

namespace DemoApp.Lab.Database.Writing;

/// <summary>What a node that has as much memory as it may still takes.</summary>
internal static class FullNode
{
    private static readonly FrozenSet<string> Freeing = new[]
    {
        "DEL", "UNLINK", "HDEL", "SREM", "ZREM", "SPOP", "ZPOPMIN", "ZPOPMAX", "GETDEL", "EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT",
        "ZREMRANGEBYSCORE", "ZREMRANGEBYRANK", "ZREMRANGEBYLEX",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Redis' words for a write that would take memory; null for one that gives some back.</summary>
    public static string? Refuses(CommandInfo command) =>
        command.Rule is null || Freeing.Contains(command.Name) ? null : "OOM command not allowed when used memory > 'maxmemory'.";
}
