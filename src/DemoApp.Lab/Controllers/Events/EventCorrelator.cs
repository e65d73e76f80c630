namespace DemoApp.Lab.Controllers.Events;

/// <summary>
/// Decides as the genuine recorder does: an event seen before is counted, not written again; many that differ in their message alone
/// become one; and nobody floods the cluster with events about one object. No clock of its own; not for two threads at once.
/// </summary>
internal sealed class EventCorrelator
{
    /// <summary>From this many different messages on, within <see cref="Similar"/>, they are combined.</summary>
    public const int DifferentMessages = 10;

    /// <summary>Per subject. Wider than the genuine 25 with one more every five minutes: a workshop breaks a cluster many times an
    /// hour.</summary>
    public const int Burst = 100;

    private const string Combined = "(combined from similar events): ";
    private const int Remembered = 4096;
    private static readonly TimeSpan Similar = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OneMoreEvery = TimeSpan.FromSeconds(10);

    private readonly Dictionary<EventKey, Written> written = [];
    private readonly Dictionary<EventKey, Group> groups = [];
    private readonly Dictionary<EventSubject, Allowance> allowances = [];

    public EventDecision Decide(EventKey key, DateTimeOffset now)
    {
        Forget();
        if (!Allowed(key.Subject, now))
        {
            return new EventDecision.Drop();
        }

        var (kept, message) = Combine(key, now);
        return written.TryGetValue(kept, out var before)
            ? new EventDecision.Repeat(before.Name, before.Count + 1, message)
            : new EventDecision.Create(message);
    }

    /// <summary>The decision was carried out; the next of its kind counts on from here.</summary>
    public void Wrote(EventKey key, string message, string name, int count) =>
        written[key with { Message = message.StartsWith(Combined, StringComparison.Ordinal) ? Combined : message }] = new(name, count);

    /// <summary>Its event is no longer in the cluster.</summary>
    public void Lost(EventKey key, string message) =>
        written.Remove(key with { Message = message.StartsWith(Combined, StringComparison.Ordinal) ? Combined : message });

    private (EventKey Key, string Message) Combine(EventKey key, DateTimeOffset now)
    {
        var common = key with { Message = "" };
        if (!groups.TryGetValue(common, out var group) || now - group.Last > Similar)
        {
            groups[common] = group = new Group([]);
        }

        group.Last = now;
        group.Messages.Add(key.Message);
        return group.Messages.Count < DifferentMessages
            ? (key, key.Message)
            : (key with { Message = Combined }, Combined + key.Message);
    }

    private bool Allowed(EventSubject subject, DateTimeOffset now)
    {
        var (left, since) = allowances.GetValueOrDefault(subject, new(Burst, now));
        left = Math.Min(Burst, left + ((now - since) / OneMoreEvery));
        allowances[subject] = new(left >= 1 ? left - 1 : left, now);
        return left >= 1;
    }

    private void Forget()
    {
        if (written.Count > Remembered || groups.Count > Remembered || allowances.Count > Remembered)
        {
            written.Clear();
            groups.Clear();
            allowances.Clear();
        }
    }

    private sealed record Written(string Name, int Count);

    private sealed record Group(HashSet<string> Messages)
    {
        public DateTimeOffset Last { get; set; }
    }

    private readonly record struct Allowance(double Left, DateTimeOffset Since);
}
