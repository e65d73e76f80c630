using System.Globalization;
using System.Text;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>
/// The rules said as plainly as can be, over the list of all writes ever made, each with what its author had seen: a write is there when
/// nobody who had seen it removed it. No joins, no runs, no forgetting. Slow, and the judge of the real thing.
/// </summary>
internal sealed class ReferenceModel
{
    private readonly List<Write> writes = [];

    public void Add(TestSite site, TestCommand? command, Effect[] effects, DotContext seenBefore)
    {
        var seen = seenBefore.Clone();
        for (var i = 0; i < effects.Length; i++)
        {
            // What comes before the command's own effect removes the rest of a key whose time was over.
            writes.Add(new Write(effects[i], i == effects.Length - 1 ? command : null, seen.Clone(), site.Now));
            seen.Add(effects[i].Dot);
        }
    }

    /// <summary>What every site must show once all have seen what is in the context.</summary>
    public string Expected(DotContext context, long now)
    {
        var lines = writes.Select(write => write.Key).Distinct().Order(StringComparer.Ordinal).Select(key => Describe(key, context, now));
        return string.Join('\n', lines.OfType<string>());
    }

    private string? Describe(string key, DotContext context, long now)
    {
        var all = writes.Where(write => write.Key == key).ToList();
        var there = all.Where(write => context.Contains(write.Dot)).ToList();
        var expiries = there.Where(write =>
            write.ExpireAt is not null && !there.Any(other => other.ReplacesExpiry && other.Saw(write))).ToList();
        var until = expiries.Count == 0 ? ExpiryChange.Never : expiries.Max(write => write.ExpireAt!.Value);
        if (until <= now)
        {
            return null;
        }

        var alive = all.Where(write => IsAlive(write, there)).ToList();
        if (alive.Count == 0)
        {
            return null;
        }

        var part = alive.MaxBy(write => write.Stamp)!.Part;
        var cells = alive.Where(write =>
            write.Part == part).GroupBy(write => write.Element).OrderBy(cell => cell.Key, StringComparer.Ordinal);
        return $"{key} {part} {{{string.Join(", ", cells.Select(cell => $"{cell.Key}={Value(part, [.. cell])}"))}}}" +
            (until == ExpiryChange.Never ? "" : $" until {until}");
    }

    private static bool IsAlive(Write write, List<Write> there)
    {
        if (!write.HasContent)
        {
            return false;
        }

        // An increment is part of every later total of its author: who has one of those has it.
        var carriers = write.IsAddition
            ? there.Where(other => other.IsAddition && other.Part == write.Part && other.Element == write.Element &&
                other.Dot.Replica == write.Dot.Replica && other.Dot.Sequence >= write.Dot.Sequence).ToList()
            : there.Where(other => other == write).ToList();
        if (carriers.Count == 0)
        {
            return false;
        }

        if (write.Part == Part.HyperLogLog)
        {
            return there.All(other => !other.EndsHyperLogLog || other == write || write.Saw(other) || write.HeardOf(other));
        }

        return !there.Any(other => other.Removes(write) && carriers.Any(other.Saw));
    }

    private static string Value(Part part, List<Write> cell)
    {
        var shown = cell.Where(write => !write.IsAddition).MaxBy(write => write.Stamp);
        var additions = cell.Where(write => write.IsAddition).ToList();
        switch (part)
        {
            case Part.Set:
                return "";
            case Part.SortedSet:
                return ((shown?.Command!.Amount ?? 0) / 4.0 + additions.Sum(write =>
                    write.Command!.Amount / 4.0)).ToString("R", CultureInfo.InvariantCulture);
            case Part.HyperLogLog:
                var registers = cell.GroupBy(write => write.Command!.Amount & 7).OrderBy(group => group.Key);
                return string.Concat(registers.Select(group => $"{group.Key}:{group.Max(write => 1 + (write.Command!.Amount >> 3))} "));
            default:
                var text = shown?.Command!.Value ?? "0";
                return additions.Count > 0 && long.TryParse(text, out var number)
                    ? (number + additions.Sum(write => write.Command!.Amount)).ToString(CultureInfo.InvariantCulture)
                    : text;
        }
    }

    private sealed class Write(Effect effect, TestCommand? command, DotContext seen, long now)
    {
        public Dot Dot => effect.Dot;

        public Stamp Stamp => effect.Stamp;

        public TestCommand? Command => command;

        public string Key { get; } = Encoding.UTF8.GetString(effect.Key);

        public string Element { get; } = command?.Element ?? "";

        public Part Part { get; } = command?.Verb switch
        {
            TestVerb.Set or TestVerb.SetKeepingTtl or TestVerb.SetUntil or TestVerb.Increment => Part.Text,
            TestVerb.HashSet or TestVerb.HashIncrement or TestVerb.HashDelete => Part.Hash,
            TestVerb.SetAdd or TestVerb.SetRemove => Part.Set,
            TestVerb.SortedSetAdd or TestVerb.SortedSetIncrement or TestVerb.SortedSetRemove => Part.SortedSet,
            TestVerb.PfAdd => Part.HyperLogLog,
            _ => Part.None,
        };

        public bool IsAddition => command?.Verb is TestVerb.Increment or TestVerb.HashIncrement or TestVerb.SortedSetIncrement;

        public bool HasContent => command is not null && command.Verb is not
            (TestVerb.Delete or TestVerb.HashDelete or TestVerb.SetRemove or TestVerb.SortedSetRemove or
            TestVerb.Expire or TestVerb.Persist);

        public bool EndsHyperLogLog => effect.Removal?.EndsHyperLogLog == true;

        public long? ExpireAt => command?.Verb switch
        {
            TestVerb.SetUntil or TestVerb.Expire => now + command.Amount,
            TestVerb.Persist => ExpiryChange.Never,
            TestVerb.SetKeepingTtl when effect.Removal is not null => effect.Expiry?.At,
            _ => null,
        };

        public bool ReplacesExpiry =>
            RemovesKey || command?.Verb is TestVerb.SetUntil or TestVerb.Set or TestVerb.Expire or TestVerb.Persist;

        private bool RemovesKey => command is null || command.Verb == TestVerb.Delete || effect.Removal is not null;

        public bool Saw(Write other) => other != this && seen.Contains(other.Dot);

        /// <summary>The author had not seen the DEL itself, but an addition of one who had.</summary>
        public bool HeardOf(Write deletion) => effect.HyperLogLog?.Deletions.Contains(deletion.Dot) == true;

        public bool Removes(Write other) => RemovesKey || command!.Verb switch
        {
            TestVerb.Set or TestVerb.SetUntil or TestVerb.SetKeepingTtl => true,
            TestVerb.HashSet or TestVerb.HashDelete or TestVerb.SetAdd or TestVerb.SetRemove or
            TestVerb.SortedSetAdd or TestVerb.SortedSetRemove =>
                Part == other.Part && Element == other.Element,
            _ => false,
        };
    }
}
