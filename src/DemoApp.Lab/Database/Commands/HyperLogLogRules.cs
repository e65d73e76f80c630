using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>PFADD and PFMERGE: the registers are read from the node's own bytes; those that rose are the effect.</summary>
internal static class HyperLogLogRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All => [("PFADD", Rule()), ("PFMERGE", Rule())];

    private static AskingRule Rule() => new((done, author) =>
    {
        if (done.After is not [{ Bytes: { } bytes }] || HyperLogLogBytes.Read(bytes) is not { } registers)
        {
            return;
        }

        var state = author.Open(done.Key);
        var before = state?.HyperLogLog?.Registers;
        var risen = new List<(ushort, byte)>();
        for (var i = 0; i < registers.Length; i++)
        {
            if (registers[i] > (before?[i] ?? 0))
            {
                risen.Add(((ushort)i, registers[i]));
            }
        }

        // A text whose bytes are a HyperLogLog, put there by SET, becomes one.
        if (risen.Count > 0 || before is null)
        {
            author.Raise(done.Key, [.. risen], ExpiryWrite.Keep, replaces: state?.Text is { IsLive: true });
        }

        // Garnet forgets the expiry of a HyperLogLog that is written to.
        if (state is { ExpireAt: not ExpiryChange.Never })
        {
            author.ShowAgain(done.Key);
        }
    })
    {
        AsksAfter = command => command.Length > 1 ? Args.Ask("GET", command[1]) : null,
    };
}
