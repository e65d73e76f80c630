using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace DemoApp.Shop.Catalog;

/// <summary>
/// What Quorum Supply sells: fittings for people who keep systems running. Fixed, so the page needs testdb only for what changes.
/// </summary>
internal static class Catalogue
{
    public static ImmutableArray<Product> Products { get; } =
    [
        new("mug", "Majority Mug", "Holds two thirds. That is enough.", 14, 1, Drawings.Mug),
        new("lamp", "Leader Lamp", "Only one of them shines at a time.", 48, 2, Drawings.Lamp),
        new("clock", "Eventual Clock", "Right, in the end.", 54, 3, Drawings.Clock),
        new("umbrella", "Failover Umbrella", "Opens before you are wet.", 32, 4, Drawings.Umbrella),
        new("notebook", "Append-Only Notebook", "192 pages. No eraser.", 12, 5, Drawings.Notebook),
        new("teapot", "Consensus Teapot", "Five cups, one opinion.", 36, 6, Drawings.Teapot),
        new("camera", "Snapshot Camera", "Keeps the moment before.", 89, 1, Drawings.Camera),
        new("metronome", "Heartbeat Metronome", "Silence is an answer too.", 39, 2, Drawings.Metronome),
        new("bell", "Election Bell", "Ring once, then wait.", 18, 3, Drawings.Bell),
        new("candles", "Replica Candles", "Set of three. Light the first.", 24, 4, Drawings.Candles),
        new("bookends", "Partition Bookends", "A pair that never meets.", 28, 5, Drawings.Bookends),
        new("cactus", "Durable Cactus", "Survives what you forget.", 16, 6, Drawings.Cactus),
    ];

    private static readonly FrozenDictionary<string, Product> ById =
        Products.ToFrozenDictionary(product => product.Id, StringComparer.Ordinal);

    private static readonly byte[][] Utf8Ids = [.. Products.Select(product => Encoding.ASCII.GetBytes(product.Id))];

    public static Product? Find(string? id) => id is null ? null : ById.GetValueOrDefault(id);

    /// <summary>Place in <see cref="Products"/>; -1 for what we do not sell.</summary>
    public static int IndexOf(ReadOnlySpan<byte> utf8Id)
    {
        for (var i = 0; i < Utf8Ids.Length; i++)
        {
            if (utf8Id.SequenceEqual(Utf8Ids[i]))
            {
                return i;
            }
        }
        return -1;
    }
}
