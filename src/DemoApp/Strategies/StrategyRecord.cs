namespace DemoApp.Strategies;

/// <summary>
/// What the requests of one strategy got, as it comes. An outage is a spell of failed requests; it is over once the requests have
/// succeeded again for <see cref="Steady"/>.
/// </summary>
internal sealed class StrategyRecord
{
    public static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);
    private const int Kept = 6000;

    private readonly Lock gate = new();
    private readonly Queue<double> waits = new();
    private int requests, failed;
    private string? lastError;
    private (TimeSpan From, TimeSpan To)? spell;
    private TimeSpan latest;

    /// <param name="startedAt">Since the comparison began.</param>
    /// <param name="wait">How long the caller waited, for the answer or for the error.</param>
    /// <param name="error">Null: it succeeded.</param>
    public void Add(TimeSpan startedAt, TimeSpan wait, string? error)
    {
        lock (gate)
        {
            requests++;
            waits.Enqueue(wait.TotalMilliseconds);
            if (waits.Count > Kept)
            {
                waits.Dequeue();
            }

            var endedAt = startedAt + wait;
            latest = endedAt > latest ? endedAt : latest;
            if (error is null)
            {
                return;
            }

            failed++;
            lastError = error;
            // Requests overlap: one that began before the spell's end belongs to it, however late it is told.
            spell = spell is { } open && startedAt - open.To < Steady
                ? (startedAt < open.From ? startedAt : open.From, endedAt > open.To ? endedAt : open.To)
                : (startedAt, endedAt);
        }
    }

    public StrategyView View(string name, string what)
    {
        lock (gate)
        {
            var sorted = waits.Order().ToArray();
            var down = spell is { } last && latest - last.To < Steady;
            return new(
                name, what, requests, failed, requests == 0 ? null : 1.0 * (requests - failed) / requests, At(sorted, 0.50), At(sorted, 0.99),
                spell is { } told ? (told.To - told.From).TotalMilliseconds : null, down, lastError);
        }
    }

    private static double? At(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
}

/// <param name="What">What it is, in a few words.</param>
/// <param name="Success">From 0 to 1; null before the first request.</param>
/// <param name="P50Ms">What half of the callers waited at most, in milliseconds; failed requests count too.</param>
/// <param name="OutageMs">From the first failed request of the last outage to the end of its last one; null: none has failed.</param>
/// <param name="Down">That outage goes on.</param>
internal sealed record StrategyView(
    string Name, string What, int Requests, int Failed, double? Success, double? P50Ms, double? P99Ms, double? OutageMs, bool Down, string? LastError);
