using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>Fields. HSET of what is there already is an effect too: it outlives a concurrent HDEL.</summary>
internal static class HashRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("HSET", new AskingRule(SetFields) { IgnoresReply = true }),
        ("HMSET", new AskingRule(SetFields)),
        ("HSETNX", new AskingRule((done, author) =>
        {
            if (done.IsOne)
            {
                SetFields(done, author);
            }
        })),
        ("HDEL", new AskingRule((done, author) => author.Take(Part.Hash, done.Key, done.From(2))) { IgnoresReply = true }),
    ];

    private static void SetFields(WriteOutcome done, Author author)
    {
        var writes = new Dictionary<byte[], byte[]>((done.Command.Length - 2) / 2, ByteKeys.Instance);
        for (var i = 2; i + 1 < done.Command.Length; i += 2)
        {
            // A field named twice has the last value.
            writes[done.Arg(i)] = done.Arg(i + 1);
        }

        author.Put(Part.Hash, done.Key, [.. writes.Select(pair => new CellWrite(pair.Key, pair.Value))]);
    }
}
