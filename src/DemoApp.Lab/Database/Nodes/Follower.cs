using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>How a node that comes back gets what it missed. Runs on the writer's thread: nothing is written meanwhile.</summary>
internal static class Follower
{
    /// <summary>Brings the volume up to the primary's and adds it to the live ones: nothing is acknowledged without it any more.</summary>
    public static bool Join(Writer writer, Volume volume)
    {
        var primary = writer.Volumes[0];
        if (volume == primary || writer.Volumes.Contains(volume))
        {
            return true;
        }

        // Two that are empty are equal too: only one of them has the snapshot that says whose log it is.
        var isEqual = volume.Tail == primary.Tail && volume.HasFiles && volume.IsWhole && SameReplica(primary, volume);
        if (!isEqual && !CopyMissing(primary, volume))
        {
            var head = new SnapshotFile(writer.Primary.Replica.Self, primary.Tail);
            volume.Reset(head, head.Encode(writer.Primary.Replica.Borrow()));
        }

        writer.Volumes.Add(volume);
        return true;
    }

    /// <summary>
    /// Copies the records behind the volume's last; false when the two are not of one history, or the primary's logs do not reach back.
    /// </summary>
    private static bool CopyMissing(Volume primary, Volume volume)
    {
        if (!volume.HasFiles || !volume.IsWhole || !SameReplica(primary, volume) ||
            volume.Tail.Index > primary.Tail.Index || primary.LogsAfter(volume.Tail.Index) is not { } logs)
        {
            return false;
        }

        var missing = new PinnedBuffer();
        var tail = volume.Tail;
        foreach (var log in logs)
        {
            var bytes = File.ReadAllBytes(log);
            var scan = LogScan.Run(bytes, tail, (record, payload) =>
            {
                missing.GetSpan(LogRecord.HeadLength + record.Length);
                var start = missing.Length;
                missing.Advance(LogRecord.HeadLength);
                missing.Append(payload);
                record.Seal(missing.Span[start..]);
            });
            if (scan.Damaged > 0)
            {
                return false;
            }

            tail = scan.Tail;
        }

        // A tail of another history has the same index and another checksum: then nothing followed on it.
        if (tail != primary.Tail)
        {
            return false;
        }

        volume.Append(missing.Span, tail);
        return true;
    }

    private static bool SameReplica(Volume primary, Volume volume) => primary.Owner is { IsNone: false } owner && owner == volume.Owner;
}
