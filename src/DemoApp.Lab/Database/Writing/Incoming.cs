using System.Buffers;
using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Nodes;

namespace DemoApp.Lab.Database.Writing;

/// <summary>What a link brings: into the state, to the node, and into the log.</summary>
internal sealed class Incoming(Replica replica, NodeWriter node, IView view)
{
    /// <summary>Keys that are looked at together.</summary>
    private const int Ahead = 32;

    private readonly EffectBatches batches = new();

    /// <summary>Applies the payload of a log record; what was known already is left out.</summary>
    /// <returns>How many effects were new.</returns>
    public int Apply(ReadOnlySpan<byte> payload, LogBuilder log)
    {
        replica.Clock.Hold();
        try
        {
            return ApplyAll(payload, log, replica.Clock.Now);
        }
        finally
        {
            replica.Clock.Release();
            batches.Clear();
        }
    }

    private int ApplyAll(ReadOnlySpan<byte> payload, LogBuilder log, long now)
    {
        var added = 0;
        for (var at = 0; at < payload.Length;)
        {
            var start = at;
            if (RecordCodec.TryRead(payload, ref at, out var record) is not RecordState.Whole || !batches.TryRead(record))
            {
                throw new InvalidDataException("A link brought bytes that are no effects.");
            }

            var isNew = true;
            foreach (var effect in batches.All)
            {
                isNew &= !replica.Context.Contains(effect.Dot);
            }

            if (!isNew)
            {
                added += ApplyUnknown(log, now);
                continue;
            }

            for (var i = 0; i < batches.Count; i++)
            {
                if (i % Ahead == 0)
                {
                    Prefetch(i);
                }

                Together(batches[i]);
            }

            log.AddEncoded(LogRecordKind.Foreign, payload[start..at], batches.All.Length, now);
            added += batches.All.Length;
        }

        return added;
    }

    private void Prefetch(int from)
    {
        for (var i = from; i < Math.Min(from + Ahead, batches.Count); i++)
        {
            if (batches[i] is [var first, ..])
            {
                replica.Prefetch(first.Key);
            }
        }
    }

    /// <summary>Some of what came was known: a link began anew.</summary>
    private int ApplyUnknown(LogBuilder log, long now)
    {
        var added = 0;
        for (var i = 0; i < batches.Count; i++)
        {
            var unknown = Array.FindAll(batches[i].ToArray(), effect => !replica.Context.Contains(effect.Dot));
            Together(unknown);
            log.Add(LogRecordKind.Foreign, unknown, now);
            added += unknown.Length;
        }

        return added;
    }

    /// <summary>What belongs together is seen together.</summary>
    private void Together(ReadOnlySpan<Effect> batch)
    {
        if (batch.Length > 1)
        {
            node.Write("*1\r\n$5\r\nMULTI\r\n"u8);
        }

        foreach (var effect in batch)
        {
            replica.Apply(effect, view);
        }

        if (batch.Length > 1)
        {
            node.Write("*1\r\n$4\r\nEXEC\r\n"u8);
        }
    }
}
