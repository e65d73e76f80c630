using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// SET and its kin, and the commands that change a part of a text: their result is written as a whole, so the last one wins.
/// </summary>
internal static class TextRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("SET", SetRule()),
        ("SETEX", Timed()),
        ("PSETEX", Timed()),
        ("SETNX", new AskingRule((done, author) =>
        {
            if (done.IsOne)
            {
                author.SetText(done.Key, done.Arg(2), ExpiryWrite.Clear);
            }
        })),
        ("GETSET", new AskingRule((done, author) => author.SetText(done.Key, done.Arg(2), ExpiryWrite.Clear))),
        ("MSET", new AskingRule(SetAll)),
        ("MSETNX", new AskingRule((done, author) =>
        {
            if (done.IsOne)
            {
                SetAll(done, author);
            }
        })),
        ("GETDEL", new AskingRule((done, author) =>
        {
            if (!done.Reply.IsNull)
            {
                author.Delete(done.Key);
            }
        })),
        ("GETEX", new AskingRule(GetEx) { AsksAfter = command => command.Length > 2 ? ExpiryRules.Question(command[1]) : null }),
        ("APPEND", Whole()),
        ("SETRANGE", Whole()),
        ("SETBIT", Whole()),
        ("BITFIELD", Whole()),
    ];

    private static AskingRule SetRule() => new((done, author) =>
    {
        if (!Happened(done))
        {
            // Garnet 2.2.8 loses a hash, set or sorted set to a SET with XX and a time, and answers nil.
            if (author.Replica.Find(done.Key) is { } kept && Visible.PartOf(kept, author.Replica.Clock.Now) is not (Part.None or Part.Text))
            {
                author.ShowAgain(done.Key);
            }

            return;
        }

        var expiry = done.After.Length > 0 ? ExpiryRules.Read(done.After[0], author)
            : done.Command.IndexOf("KEEPTTL", 3) > 0 ? ExpiryWrite.Keep
            : ExpiryWrite.Clear;
        author.SetText(done.Key, done.Arg(2), expiry);
    })
    {
        AsksAfter = command => HasTime(command) ? ExpiryRules.Question(command[1]) : null,
        Forbids = command => command.Length > 3 && command.IndexOf("WITHETAG", 3) > 0 ? Refusals.Of("SET with WITHETAG") : null,
    };

    private static AskingRule Timed() => new((done, author) =>
        author.SetText(done.Key, done.Arg(3), ExpiryRules.Read(done.After[0], author)))
    {
        AsksAfter = command => ExpiryRules.Question(command[1]),
    };

    /// <summary>The key's text after the command, whatever it did to it; the expiry is left as it is.</summary>
    private static AskingRule Whole() => new((done, author) =>
    {
        if (done.After[0].Bytes is not { } text || done.After[0].IsError)
        {
            author.Delete(done.Key);
        }
        else if (author.Replica.Find(done.Key) is not { Text: { IsLive: true } cell } || !CellValue.Text(cell).AsSpan().SequenceEqual(text))
        {
            author.SetText(done.Key, text, ExpiryWrite.Keep);
        }
    })
    {
        AsksAfter = command => command.Length > 1 ? Args.Ask("GET", command[1]) : null,
    };

    private static void SetAll(WriteOutcome done, Author author)
    {
        for (var i = 1; i + 1 < done.Command.Length; i += 2)
        {
            author.SetText(done.Arg(i), done.Arg(i + 1), ExpiryWrite.Clear);
            for (var earlier = 1; earlier < i; earlier += 2)
            {
                if (done.Arg(i).AsSpan().SequenceEqual(done.Arg(earlier)))
                {
                    // Of a key named twice Garnet 2.2.8 keeps the first value, Redis the last.
                    author.ShowAgain(done.Arg(i));
                    break;
                }
            }
        }
    }

    private static void GetEx(WriteOutcome done, Author author)
    {
        if (done.After.Length == 0 || done.Reply.IsNull)
        {
            return;
        }

        if (!done.Arg(2).Is("PERSIST"))
        {
            ExpiryRules.Expire(done.Key, done.After[0], author);
        }
        else if (author.Replica.Find(done.Key) is { ExpireAt: not ExpiryChange.Never })
        {
            author.Persist(done.Key);
        }
    }

    /// <summary>NX and XX may have held it back; with GET the reply is the old value, which tells.</summary>
    private static bool Happened(WriteOutcome done)
    {
        var gets = done.Command.IndexOf("GET", 3) > 0;
        if (!gets)
        {
            return !done.Reply.IsNull;
        }

        return done.Command.IndexOf("NX", 3) > 0 ? done.Reply.IsNull
            : done.Command.IndexOf("XX", 3) < 0 || !done.Reply.IsNull;
    }

    private static bool HasTime(byte[][] command)
    {
        for (var i = 3; i < command.Length; i++)
        {
            if (command[i].IsAny("EX", "PX", "EXAT", "PXAT"))
            {
                return true;
            }
        }

        return false;
    }
}
