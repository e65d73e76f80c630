using System.Collections.Immutable;
using System.Globalization;

namespace DemoApp.Testdb.Connections;

/// <summary>What an Active-Active database says of its links: how far each peer is behind what it has sent.</summary>
/// <param name="Site">Its own name among the peers; null: it is no such database, or does not say.</param>
internal sealed record ReplicationFacts(string? Site, ImmutableArray<PeerFacts> Peers)
{
    public static ReplicationFacts Parse(string info)
    {
        var peers = ImmutableArray.CreateBuilder<PeerFacts>();
        for (var n = 0; DatabaseFacts.Field(info, $"peer{n}") is { } text; n++)
        {
            var pairs = text.Split(',').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2);
            var fields = pairs.ToLookup(pair => pair[0], pair => pair[1]);
            peers.Add(new(
                fields["site"].FirstOrDefault() ?? "",
                fields["link"].FirstOrDefault() == "up",
                Number(fields["backlog"]),
                TimeSpan.FromMilliseconds(Number(fields["lag_ms"]))));
        }
        return new(DatabaseFacts.Field(info, "site"), peers.ToImmutable());
    }

    /// <summary>Whether all but the last moment of what this one has is there too. Nobody waits for a peer that is not named.</summary>
    public bool IsCaughtUp(string? peer, TimeSpan mostLag) =>
        peer is null || Peers.FirstOrDefault(other => other.Site == peer) is not { } facts
        || (facts.Up && (facts.Backlog == 0 || facts.Lag <= mostLag));

    private static long Number(IEnumerable<string> values) =>
        long.TryParse(values.FirstOrDefault(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <param name="Backlog">Effects sent and not acknowledged.</param>
internal sealed record PeerFacts(string Site, bool Up, long Backlog, TimeSpan Lag);
