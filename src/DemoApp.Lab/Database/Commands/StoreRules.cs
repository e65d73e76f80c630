using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>Commands that store a sorted set under a key: the result is read from the node and replaces what was seen there.</summary>
internal static class StoreRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("ZRANGESTORE", Store(command => command[1])),
        ("ZUNIONSTORE", Store(command => command[1])),
        ("ZINTERSTORE", Store(command => command[1])),
        ("ZDIFFSTORE", Store(command => command[1])),
        ("GEOSEARCHSTORE", Store(command => command[1])),
        ("GEORADIUS", Store(Target)),
        ("GEORADIUSBYMEMBER", Store(Target)),
    ];

    private static AskingRule Store(Func<byte[][], byte[]?> target) => new((done, author) =>
    {
        if (done.After is not [{ Items: { } items }] || target(done.Command) is not { } key)
        {
            return;
        }

        var writes = new CellWrite[items.Length / 2];
        for (var i = 0; i < writes.Length; i++)
        {
            writes[i] = new CellWrite(items[2 * i].Bytes!, null, items[(2 * i) + 1].Bytes!.Double());
        }

        author.Replace(Part.SortedSet, key, writes, ExpiryWrite.Clear);
    })
    {
        Forbids = command => Args.WithoutEmpty(command, 3),
        AsksAfter = command => command.Length > 2 && target(command) is { } key
            ? Args.Ask("ZRANGE", key, "0"u8.ToArray(), "-1"u8.ToArray(), "WITHSCORES"u8.ToArray())
            : null,
    };

    /// <summary>Without STORE they only read.</summary>
    private static byte[]? Target(byte[][] command)
    {
        for (var i = command.Length - 2; i > 3; i--)
        {
            if (command[i].IsAny("STORE", "STOREDIST"))
            {
                return command[i + 1];
            }
        }

        return null;
    }
}
