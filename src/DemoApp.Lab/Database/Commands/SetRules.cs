using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>Members. What SPOP takes is known from its reply.</summary>
internal static class SetRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("SADD", new AskingRule((done, author) => author.Put(Part.Set, done.Key, Members(done.From(2)))) { IgnoresReply = true }),
        ("SREM", new AskingRule((done, author) => author.Take(Part.Set, done.Key, done.From(2))) { IgnoresReply = true }),
        ("SPOP", new AskingRule((done, author) => author.Take(Part.Set, done.Key, Replied(done.Reply)))),
        ("SMOVE", new AskingRule(Move)),
        ("SINTERSTORE", Store()),
        ("SUNIONSTORE", Store()),
        ("SDIFFSTORE", Store()),
    ];

    private static void Move(WriteOutcome done, Author author)
    {
        if (!done.IsOne)
        {
            return;
        }

        if (!done.Arg(1).AsSpan().SequenceEqual(done.Arg(2)))
        {
            author.Take(Part.Set, done.Arg(1), [done.Arg(3)]);
        }

        author.Put(Part.Set, done.Arg(2), [new CellWrite(done.Arg(3))]);
    }

    private static AskingRule Store() => new((done, author) =>
        author.Replace(Part.Set, done.Key, Members(Replied(done.After[0])), ExpiryWrite.Clear))
    {
        AsksAfter = command => command.Length > 2 ? Args.Ask("SMEMBERS", command[1]) : null,
    };

    private static CellWrite[] Members(byte[][] members) =>
        [.. members.Distinct(ByteKeys.Instance).Select(member => new CellWrite(member))];

    private static byte[][] Replied(RespValue reply) =>
        reply.Items is { } items ? [.. items.Select(item => item.Bytes).OfType<byte[]>()] : reply.Bytes is { } one ? [one] : [];
}
