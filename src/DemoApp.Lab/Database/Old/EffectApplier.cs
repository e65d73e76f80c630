using System.Buffers;
using System.Globalization;
using System.Text;

namespace DemoApp.Lab.Database.Old;

/// <summary>
/// Applies effects of one origin at one site, each exactly once: the effects, their registers and the sequence reached are one
/// transaction of the site's node. Registers are watched, so a local write between the comparison and the transaction starts it anew.
/// </summary>
internal sealed class EffectApplier(RespConnection target, string origin, StampClock clock)
{
    /// <summary>The sequence of the last effect of the origin that this site has.</summary>
    public async Task<long> PositionAsync(CancellationToken ct)
    {
        target.Write("GET"u8.ToArray(), ReplicationKeys.AppliedFrom(origin));
        await target.FlushAsync(ct);
        var value = (await target.ReadAsync(ct)).ThrowIfError();
        return value.IsNull ? 0 : long.Parse(value.Text, CultureInfo.InvariantCulture);
    }

    public async Task ApplyAsync(IReadOnlyList<Effect> effects, long reached, CancellationToken ct)
    {
        foreach (var effect in effects)
        {
            clock.Observe(effect.Stamp);
        }

        while (!await TryApplyAsync(effects, reached, ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> TryApplyAsync(IReadOnlyList<Effect> effects, long reached, CancellationToken ct)
    {
        var wins = await NewerAsync(effects, ct);
        target.Write("MULTI"u8.ToArray());
        var replies = 2;
        for (var i = 0; i < effects.Count; i++)
        {
            if (!wins[i])
            {
                continue;
            }

            target.Write(effects[i].Command);
            replies++;
            if (effects[i].Register is { } register)
            {
                target.Write("SET"u8.ToArray(), ReplicationKeys.Register(register), effects[i].Stamp.Encode(), "PX"u8.ToArray(), ReplicationKeys.RegisterLifeMilliseconds);
                replies++;
            }
        }

        target.Write("SET"u8.ToArray(), ReplicationKeys.AppliedFrom(origin), Encoding.ASCII.GetBytes(reached.ToString(CultureInfo.InvariantCulture)));
        target.Write("EXEC"u8.ToArray());
        await target.FlushAsync(ct);
        for (var i = 0; i < replies; i++)
        {
            await target.ReadAsync(ct);
        }

        return !(await target.ReadAsync(ct)).ThrowIfError().IsNull;
    }

    /// <summary>Watches the registers the effects assign and tells which effects are newer than what the site has.</summary>
    private async Task<bool[]> NewerAsync(IReadOnlyList<Effect> effects, CancellationToken ct)
    {
        var registers = effects.Where(effect => effect.Register is not null).Select(effect => ReplicationKeys.Register(effect.Register!)).ToArray();
        var wins = new bool[effects.Count];
        if (registers.Length == 0)
        {
            Array.Fill(wins, true);
            return wins;
        }

        target.Write(["WATCH"u8.ToArray(), .. registers]);
        target.Write(["MGET"u8.ToArray(), .. registers]);
        await target.FlushAsync(ct);
        (await target.ReadAsync(ct)).ThrowIfError();
        var held = (await target.ReadAsync(ct)).ThrowIfError().Items ?? [];
        for (int i = 0, at = 0; i < wins.Length; i++)
        {
            var stamp = effects[i].Register is null || held[at++].Bytes is not { } bytes ? (Stamp?)null : Stamp.Decode(bytes);

            // Of one origin the log's order decides: two of its clients may have been stamped in one order and executed in the other.
            wins[i] = stamp is not { } have || have.Site == effects[i].Stamp.Site || effects[i].Stamp.CompareTo(have) > 0;
        }

        return wins;
    }
}
