using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Files;

/// <summary>What a volume gave back.</summary>
/// <param name="Self">The replica that wrote it; null when no snapshot could be read, so that the site must go on as a new one.</param>
/// <param name="Replica">The state: all that could be read.</param>
/// <param name="Tail">How far its log is.</param>
internal sealed record VolumeContent(ReplicaId? Self, Replica Replica, LogPosition Tail, VolumeReport Report)
{
    /// <summary>Reads the newest snapshot that can be read, and the logs behind it.</summary>
    /// <param name="directory">Of the volume.</param>
    /// <param name="fallback">The replica to go on as when the files do not say.</param>
    /// <param name="clock">Of that replica.</param>
    /// <param name="progress">Told the share that is read, 0 to 1.</param>
    public static VolumeContent Read(string directory, ReplicaId fallback, StampClock clock, Action<double>? progress = null)
    {
        var (missing, damaged) = (new List<string>(), new List<string>());
        var (self, replica, from) = ReadSnapshot(directory, fallback, clock, missing, damaged, out var isWhole);
        var older = damaged.Count;
        progress?.Invoke(0.3);
        var tail = ReadLogs(directory, replica, from, missing, damaged, progress);
        // A damaged snapshot is made up for by the one before it and the logs from there on.
        var isMadeUpFor = isWhole && missing.Count == 0 && damaged.Count == older;
        return new VolumeContent(self, replica, tail, new VolumeReport(missing, damaged) { IsMadeUpFor = isMadeUpFor });
    }

    /// <summary>
    /// When something is missing here, takes over what the volumes of other nodes have: each held all that was acknowledged while its
    /// node ran, and the states join.
    /// </summary>
    public VolumeReport MadeUpFor(IEnumerable<Volume> others)
    {
        if (!Report.IsLoss)
        {
            return Report;
        }

        var isMadeUpFor = false;
        foreach (var volume in others)
        {
            var other = Read(volume.Directory, Replica.Self, Replica.Clock);
            Replica.Merge(other.Replica.Borrow(), NoView.Instance);
            isMadeUpFor |= !other.Report.IsLoss && other.Tail.CompareTo(Tail) >= 0;
        }

        return Report with { IsMadeUpFor = isMadeUpFor };
    }

    private static (ReplicaId? Self, Replica Replica, LogPosition From) ReadSnapshot(
        string directory, ReplicaId fallback, StampClock clock, List<string> missing, List<string> damaged, out bool isWhole)
    {
        var snapshots = VolumeFiles.Snapshots(directory);
        isWhole = true;
        // One with damage inside is better than none, but an older whole one with its log is better still.
        (SnapshotFile Head, SnapshotReading Reading)? best = null;
        foreach (var index in snapshots)
        {
            var file = VolumeFiles.Snapshot(directory, index);
            if (SnapshotFile.Decode(File.ReadAllBytes(file), out var state) is { } head)
            {
                var reading = SnapshotCodec.Read(state);
                if (reading.IsWhole)
                {
                    return Merged(head, reading);
                }

                best ??= (head, reading);
            }

            damaged.Add(Path.GetFileName(file));
        }

        isWhole = false;
        if (best is { } partial)
        {
            return Merged(partial.Head, partial.Reading);
        }

        if (snapshots.Count == 0 && VolumeFiles.Logs(directory).Count > 0)
        {
            missing.Add("snapshot");
        }

        return (null, new Replica(fallback, clock), default);

        (ReplicaId?, Replica, LogPosition) Merged(SnapshotFile head, SnapshotReading reading)
        {
            var replica = new Replica(head.Self, clock);
            replica.Merge(reading.Snapshot, NoView.Instance);
            return (head.Self, replica, head.Position);
        }
    }

    private static LogPosition ReadLogs(
        string directory, Replica replica, LogPosition from, List<string> missing, List<string> damaged, Action<double>? progress)
    {
        var logs = VolumeFiles.Logs(directory);
        var tail = from;
        if (!logs.Any(index => index <= from.Index))
        {
            missing.Add(Path.GetFileName(VolumeFiles.Log(directory, from.Index)));
        }

        for (var i = 0; i < logs.Count; i++)
        {
            if (i + 1 < logs.Count && logs[i + 1] <= from.Index)
            {
                continue;
            }

            if (logs[i] > tail.Index && logs[i] > from.Index)
            {
                missing.Add($"the log from {tail.Index + 1} to {logs[i]}");
                tail = new LogPosition(tail.Epoch, logs[i], 0);
            }

            var file = VolumeFiles.Log(directory, logs[i]);
            var broken = false;
            var scan = LogScan.Run(File.ReadAllBytes(file), tail, (_, payload) => broken |= !Apply(payload, replica));
            if (broken || scan.Damaged > 0 || (scan.Torn && i + 1 < logs.Count))
            {
                damaged.Add(Path.GetFileName(file));
            }

            tail = scan.Tail;
            progress?.Invoke(0.3 + (0.7 * (i + 1) / logs.Count));
        }

        return tail;
    }

    private static bool Apply(ReadOnlySpan<byte> payload, Replica replica)
    {
        var whole = true;
        for (var at = 0; at < payload.Length;)
        {
            if (RecordCodec.TryRead(payload, ref at, out var record) is not RecordState.Whole ||
                EffectCodec.Read(record) is not { } effects)
            {
                return false;
            }

            foreach (var effect in effects)
            {
                replica.Apply(effect, NoView.Instance);
            }
        }

        return whole;
    }
}
