using System.Globalization;
using System.Net;

namespace DemoApp.Bench.Survival;

/// <summary>What one site has, held against the writers' logs.</summary>
internal sealed record Verdict(long Count, long Lost, long Doubled)
{
    public static async Task<Verdict> OfAsync(IPEndPoint testdb, IReadOnlyList<Writer> writers, CancellationToken ct)
    {
        await using var client = await RespClient.ConnectAsync(testdb, ct);
        var count = Number(await client.AskAsync(ct, "GET", Writer.Counter));
        var elements = (await client.AskAsync(ct, "SMEMBERS", Writer.Elements)).Split('\n').ToHashSet(StringComparer.Ordinal);
        var (least, most) = (writers.Sum(w => w.Counted), writers.Sum(w => w.Counted + w.PerhapsCounted));
        var lost = Math.Max(0, least - count) + writers.Sum(w => w.Added.Keys.LongCount(e => !elements.Contains(e)));
        var doubled = Math.Max(0, count - most)
            + elements.LongCount(e => e.Length > 0 && !writers.Any(w => w.Added.ContainsKey(e) || w.PerhapsAdded.ContainsKey(e)));
        foreach (var writer in writers)
        {
            // The register's only writer counts upwards: an older value than the last acknowledged one is a lost write.
            lost += Number(await client.AskAsync(ct, "GET", writer.Register)) < writer.LastAcknowledged ? 1 : 0;
        }
        return new(count, lost, doubled);
    }

    private static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
}
