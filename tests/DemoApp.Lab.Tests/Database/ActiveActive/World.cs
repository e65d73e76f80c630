using System.Buffers;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>Sites, the network between them, and what goes wrong. Plays a history and judges the end.</summary>
internal sealed class World
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    private readonly TestTime time = new();
    private readonly TestSite[] sites;
    private readonly List<Message> network = [];
    private readonly HashSet<(int, int)> cut = [];
    private readonly ReferenceModel model = new();
    private readonly List<string>? story;
    private bool anyLost;

    public World(int count, List<string>? story = null)
    {
        this.story = story;

        // The clocks of the sites are a little apart.
        sites = [.. Enumerable.Range(0, count).Select(i => new TestSite(Names[i], new TestTime(time, skew: i * 3)))];
        foreach (var site in sites)
        {
            site.SetPeers(Names[..count]);
        }
    }

    /// <summary>Plays all, heals all, and says what is wrong; null when nothing is.</summary>
    public static string? Play(History history, List<string>? story = null)
    {
        try
        {
            var world = new World(history.Sites, story);
            foreach (var step in history.Steps)
            {
                world.Take(step);
            }

            return world.Judge();
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or
            KeyNotFoundException or IndexOutOfRangeException)
        {
            return e.ToString();
        }
    }

    private void Take(Step step)
    {
        var a = step.A % sites.Length;
        var b = step.B % sites.Length;
        time.Now += step.Number % 3;
        switch (step.What)
        {
            case < 45:
                Do(a, History.CommandOf(step.Number));
                break;
            case < 62:
                Send(a, b);
                break;
            case < 80:
                Deliver(step.Number, keep: step.Number % 8 == 0);
                break;
            case < 83 when network.Count > 0:
                Tell($"lost: {network[step.Number % network.Count]}");
                network.RemoveAt(step.Number % network.Count);
                break;
            case < 86 when a != b:
                Tell($"{(cut.Contains((a, b)) ? "mended" : "cut")}: {Names[a]} to {Names[b]}");
                _ = cut.Remove((a, b)) || cut.Add((a, b));
                break;
            case < 90 when a != b && !cut.Contains((a, b)):
                Put(new Message(a, b, sites[a].Bytes(), sites[a].Replica.Self, null));
                break;
            case < 95:
                Collect(a);
                break;
            case < 96:
                Tell($"{Names[a]} writes a snapshot");
                sites[a].Checkpoint();
                break;
            case < 97:
                Tell($"time + {step.Number}");
                time.Now += step.Number;
                break;
            case < 99:
                Tell($"{Names[a]} crashes and starts");
                sites[a].Crash();
                break;
            case 99 when a != b:
                Lose(a, b);
                break;
        }
    }

    private void Do(int at, TestCommand command)
    {
        var site = sites[at];
        var before = site.Replica.Context.Clone();
        var effects = site.Do(command);
        model.Add(site, command, effects, before);
        var made = effects.Length == 0 ? "nothing" : string.Join(' ', effects.Select(effect => effect.Dot));
        Tell($"{Names[at]}: {command} -> {made}: {Shown(at, command.Key)}");
    }

    private void Collect(int at)
    {
        var site = sites[at];
        var before = site.Replica.Context.Clone();
        var effects = site.Collect();
        model.Add(site, null, effects, before);
        Tell($"{Names[at]} collects{string.Concat(effects.Select(effect => " " + effect.Dot))}");
    }

    /// <summary>All that the receiver is not known to have, each effect a message of its own, and what the sender has seen.</summary>
    private void Send(int from, int to)
    {
        if (from == to || cut.Contains((from, to)))
        {
            return;
        }

        var sender = sites[from].Replica;
        var reached = sites[to].Replica.Context.Contiguous[sender.Self];
        foreach (var effect in sites[from].Log.Where(effect => effect.Dot.Sequence > reached))
        {
            if (!network.Any(message => message.To == to && message.Dot == effect.Dot))
            {
                var record = new ArrayBufferWriter<byte>();
                EffectCodec.Write(record, [effect]);
                Put(new Message(from, to, record.WrittenSpan.ToArray(), sender.Self, effect.Dot));
            }
        }

        var context = new ArrayBufferWriter<byte>();
        EffectCodec.WriteContext(context, sender.Context);
        Put(new Message(from, to, context.WrittenSpan.ToArray(), sender.Self, null, IsContext: true));
    }

    private void Put(Message message)
    {
        Tell($"sent: {message}");
        network.Add(message);
    }

    private void Deliver(int number, bool keep)
    {
        if (network.Count == 0)
        {
            return;
        }

        var message = network[number % network.Count];
        if (!keep)
        {
            network.RemoveAt(number % network.Count);
        }

        var site = sites[message.To];
        if (message.IsContext)
        {
            var position = 0;
            RecordCodec.TryRead(message.Bytes, ref position, out var payload);
            site.Replica.Learn(message.Sender, EffectCodec.ReadContext(payload)!);
        }
        else if (message.Dot is null)
        {
            site.Merge(message.Bytes);
        }
        else
        {
            site.Receive(message.Bytes);
        }

        Tell($"delivered{(keep ? " (and once more later)" : "")}: {message}: {Shown(message.To, "k")}; {Shown(message.To, "m")}");
    }

    /// <summary>
    /// The site loses its files; its connections end; it tells all that it is new, and starts from a peer's state. Links carry a log in its
    /// order, so what a peer had received of it by then has no gap.
    /// </summary>
    private void Lose(int at, int peer)
    {
        anyLost = true;
        foreach (var other in sites)
        {
            var last = other.Replica.Context.Early.Where(dot =>
                dot.Replica == sites[at].Replica.Self).Select(dot => dot.Sequence).DefaultIfEmpty().Max();
            foreach (var effect in sites[at].Log.Where(effect => effect.Dot.Sequence <= last))
            {
                var record = new ArrayBufferWriter<byte>();
                EffectCodec.Write(record, [effect]);
                other.Receive(record.WrittenSpan);
            }
        }

        Tell($"{Names[at]} loses its files and joins anew from {Names[peer]}");
        network.RemoveAll(message => message.From == at || message.To == at);
        sites[at].Lose();
        foreach (var other in sites)
        {
            other.Replica.Learn(sites[at].Replica.Self, new DotContext());
        }

        sites[at].Merge(sites[peer].Bytes());
    }

    private string? Judge()
    {
        Heal();
        time.Now += 1_000_000;
        Heal();
        if (Differences("after all have met") is { } wrong)
        {
            return wrong;
        }

        // Then everything is deleted, and everybody tells everybody: nothing may be left.
        foreach (var key in new[] { "k", "m" })
        {
            Do(0, new TestCommand(TestVerb.Delete, key));
        }

        for (var round = 0; round < 4; round++)
        {
            Heal();
            time.Now += 5000;
            for (var i = 0; i < sites.Length; i++)
            {
                Collect(i);
            }
        }

        // What a replica made and nobody got before it was lost leaves a gap, and what refers to it stays.
        return Differences("after all was deleted") ??
            sites.Where(site => !WaitsForTheLost(site) && site.Replica.MetadataCount > 0).Select(site =>
                $"{site.Name} keeps {site.Replica.MetadataCount} things of nothing").FirstOrDefault();
    }

    private bool WaitsForTheLost(TestSite site) =>
        anyLost && (site.Replica.Context.Early.Count > 0 || site.Replica.Borrow().Pending.Count > 0 ||
            site.Replica.Borrow().Keys.Values.Any(state => state.Removed is not null));

    private string? Differences(string when)
    {
        var expected = model.Expected(sites[0].Replica.Context, time.Now);
        foreach (var site in sites)
        {
            var fresh = new MemoryView(() => time.Now);
            site.Replica.Show(fresh);
            if (site.View.Dump() != expected)
            {
                return $"{when}, {site.Name} shows\n{site.View.Dump()}\ninstead of\n{expected}";
            }

            if (fresh.Dump() != expected)
            {
                return $"{when}, {site.Name} shows, made afresh,\n{fresh.Dump()}\ninstead of\n{expected}";
            }

            if (site.Replica.StateDigest() != sites[0].Replica.StateDigest() ||
                site.Replica.ContentDigest() != sites[0].Replica.ContentDigest())
            {
                return $"{when}, {site.Name} and {sites[0].Name} show the same and differ inside";
            }
        }

        return null;
    }

    private void Heal()
    {
        cut.Clear();
        for (var round = 0; round < 3; round++)
        {
            for (var from = 0; from < sites.Length; from++)
            {
                for (var to = 0; to < sites.Length; to++)
                {
                    Send(from, to);
                }
            }

            while (network.Count > 0)
            {
                Deliver(network.Count - 1, keep: false);
            }
        }

        // What a replica that is no more told only some of the others, they have to tell each other.
        foreach (var site in sites)
        {
            foreach (var other in sites)
            {
                if (!site.Replica.Context.Covers(other.Replica.Context))
                {
                    site.Merge(other.Bytes());
                }
            }
        }
    }

    private string Shown(int at, string key) => story is null ? "" : sites[at].Shown(key);

    private void Tell(string line) => story?.Add(line);

    private sealed record Message(int From, int To, byte[] Bytes, ReplicaId Sender, Dot? Dot, bool IsContext = false)
    {
        public override string ToString() =>
            $"{(IsContext ? "context" : Dot is null ? "snapshot" : $"effect {Dot}")} {Names[From]} to {Names[To]}";
    }
}
