using System.Net;

namespace DemoApp.Admin;

/// <summary>Counts wrong passcodes by address: after ten within a minute, that address waits. Others are not affected.</summary>
internal sealed class GuessLimit(TimeProvider time)
{
    private const int Allowed = 10;
    private const int Remembered = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, (int Wrong, DateTimeOffset Until)> guesses = [];

    /// <returns>How long this address must wait; null: it may try.</returns>
    public TimeSpan? MustWait(IPAddress? address)
    {
        lock (gate)
        {
            return guesses.TryGetValue(address ?? IPAddress.None, out var g) && g.Wrong >= Allowed && g.Until - time.GetUtcNow() is { Ticks: > 0 } left ? left : null;
        }
    }

    public void Wrong(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (guesses.Count >= Remembered)
            {
                foreach (var old in guesses.Where(g => g.Value.Until <= now).Select(g => g.Key).ToList())
                {
                    guesses.Remove(old);
                }
            }
            var known = guesses.GetValueOrDefault(address ?? IPAddress.None);
            guesses[address ?? IPAddress.None] = known.Until > now ? (known.Wrong + 1, known.Until) : (1, now + Window);
        }
    }
}
