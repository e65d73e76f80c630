using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>Members with scores: ZADD, and what removes members.</summary>
internal static class SortedSetRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("ZADD", new ScoreRule(ScoreArguments.OfZadd) { Forbids = NumberWords.OfZadd }),
        ("GEOADD", new ScoreRule(ScoreArguments.OfGeoadd)),
        ("ZREM", new AskingRule((done, author) => author.Take(Part.SortedSet, done.Key, done.From(2)))),
        ("ZPOPMIN", new AskingRule((done, author) => Pop(done.Key, done.Reply, author))),
        ("ZPOPMAX", new AskingRule((done, author) => Pop(done.Key, done.Reply, author))),
        ("ZMPOP", new AskingRule((done, author) =>
        {
            if (done.Reply.Items is [{ Bytes: { } key }, var popped])
            {
                Pop(key, popped, author);
            }
        })),
        ("ZREMRANGEBYRANK", Range("ZRANGE")),
        ("ZREMRANGEBYSCORE", Range("ZRANGEBYSCORE")),
        ("ZREMRANGEBYLEX", Range("ZRANGEBYLEX")),
    ];

    /// <summary>What the range holds before is what is removed.</summary>
    private static AskingRule Range(string question) => new((done, author) =>
        author.Take(Part.SortedSet, done.Key, [.. (done.Before[0].Items ?? []).Select(item => item.Bytes).OfType<byte[]>()]))
    {
        Asks = command => command.Length == 4 ? Args.Ask(question, command[1], command[2], command[3]) : null,
        Forbids = command => Args.WithoutEmpty(command, 2),
    };

    /// <summary>Members and scores by turns, or in pairs.</summary>
    private static void Pop(byte[] key, RespValue reply, Author author)
    {
        var members = new List<byte[]>();
        var items = reply.Items ?? [];
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Items is [{ Bytes: { } paired }, ..])
            {
                members.Add(paired);
            }
            else if (i % 2 == 0 && items[i].Bytes is { } member)
            {
                members.Add(member);
            }
        }

        author.Take(Part.SortedSet, key, [.. members]);
    }
}
