using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// ZADD and GEOADD. A plain ZADD is known from its arguments. With a condition the scores before and after tell which members were written;
/// GEOADD's scores are read from the node.
/// </summary>
internal sealed class ScoreRule(Func<byte[][], ScoreArguments> read) : WriteRule
{
    /// <summary>Why these arguments are refused; null when they are not.</summary>
    public Func<byte[][], string?>? Forbids { get; init; }

    public override string? Refuses(byte[][] command) => Forbids?.Invoke(command);

    public override IReadOnlyList<byte[][]> Before(byte[][] command) =>
        read(command) is { IsConditional: true, IsIncrement: false, Members.Length: > 0 } args ? [Question(command, args)] : [];

    public override IReadOnlyList<byte[][]> After(byte[][] command) =>
        read(command) is { IsIncrement: false, Members.Length: > 0 } args && (args.IsConditional || args.Scores.Length == 0)
            ? [Question(command, args)]
            : [];

    public override bool Waits(byte[][] command) => read(command).IsUpdate;

    /// <summary>XX on a key that is not there changes nothing; Garnet 2.2.8 leaves a record behind that breaks every later KEYS.</summary>
    public override RespValue? Answer(byte[][] command, Author author)
    {
        var args = read(command);
        if (args is not { IsUpdate: true, Members.Length: > 0 } ||
            Visible.PartOf(author.Replica.Find(command[1]), author.Replica.Clock.Now) != Part.None)
        {
            return null;
        }

        return args.IsIncrement ? new RespValue((byte)'$', null, null) : new RespValue((byte)':', "0"u8.ToArray(), null);
    }

    public override void Derive(WriteOutcome outcome, Author author)
    {
        var args = read(outcome.Command);
        if (args.IsIncrement)
        {
            // Held back by a condition, it answers nil.
            if (!outcome.Reply.IsNull)
            {
                author.Add(Part.SortedSet, outcome.Key, args.Members[0], args.Scores[0].Double());
            }

            return;
        }

        var writes = new Dictionary<byte[], double>(ByteKeys.Instance);
        for (var i = 0; i < args.Members.Length; i++)
        {
            if (outcome.After.Length == 0)
            {
                writes[args.Members[i]] = args.Scores[i].Double();
            }
            else if (Score(outcome.After, i) is { } after && (!args.IsConditional || Score(outcome.Before, i) != after))
            {
                writes[args.Members[i]] = after;
            }
        }

        if (writes.Count > 0)
        {
            author.Put(Part.SortedSet, outcome.Key, [.. writes.Select(pair => new CellWrite(pair.Key, null, pair.Value))]);
        }
    }

    private static byte[][] Question(byte[][] command, ScoreArguments args) => Args.Ask("ZMSCORE", [command[1], .. args.Members]);

    private static double? Score(RespValue[] answers, int index) =>
        answers is [{ Items: { } scores }] && index < scores.Length ? scores[index].Bytes?.Double() : null;
}
