using DemoApp.Lab.Database.ActiveActive;
using Microsoft.Win32.SafeHandles;

namespace DemoApp.Lab.Database.Files;

/// <summary>
/// The disk of one node: snapshots and logs in a directory of its own. What <see cref="Append"/> has taken survives the end of the process
/// (it is with the operating system; nothing is flushed to the medium). One thread at a time.
/// </summary>
internal sealed class Volume : IDisposable
{
    /// <summary>The newest snapshot may turn out damaged: the one before it is kept, with all logs from there on.</summary>
    private const int KeptSnapshots = 2;

    private SafeFileHandle? log;
    private long length;
    private long logIndex;

    public Volume(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        Directory = directory;
        foreach (var unfinished in System.IO.Directory.EnumerateFiles(directory, VolumeFiles.UnfinishedOf("*")))
        {
            File.Delete(unfinished);
        }

        Tail = FindTail();
    }

    public string Directory { get; }

    /// <summary>The replica whose own effects the newest log holds; none when there is no snapshot.</summary>
    public ReplicaId Owner { get; private set; }

    public LogPosition Tail { get; private set; }

    /// <summary>False: a file was missing or damaged when the volume was mounted.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Bytes of the current log.</summary>
    public long LogBytes => length;

    public bool HasFiles => VolumeFiles.Any(Directory);

    public DateTimeOffset? LastSnapshot => VolumeFiles.Snapshots(Directory) is [var newest, ..]
        ? new DateTimeOffset(File.GetLastWriteTimeUtc(VolumeFiles.Snapshot(Directory, newest)), TimeSpan.Zero)
        : null;

    /// <summary>Adds sealed records.</summary>
    /// <exception cref="IOException">The disk does not take them; some may be there in part.</exception>
    public void Append(ReadOnlySpan<byte> records, LogPosition tail)
    {
        log ??= Open(VolumeFiles.Log(Directory, logIndex), FileMode.OpenOrCreate);
        RandomAccess.Write(log, records, length);
        length += records.Length;
        Tail = tail;
    }

    /// <summary>What follows goes to a new log, for a snapshot of what was up to now.</summary>
    public void BeginLog()
    {
        log?.Dispose();
        log = Open(VolumeFiles.Log(Directory, Tail.Index), FileMode.Create);
        (length, logIndex) = (0, Tail.Index);
    }

    /// <summary>Keeps a snapshot, and forgets what older ones and their logs are not needed for any more.</summary>
    /// <param name="head">Of the snapshot.</param>
    /// <param name="encoded">The whole file.</param>
    /// <param name="needed">Logs from this index on are kept in any case: a peer has not seen them.</param>
    public void Keep(SnapshotFile head, ReadOnlyMemory<byte> encoded, long needed)
    {
        var file = VolumeFiles.Snapshot(Directory, head.Position.Index);
        File.WriteAllBytes(VolumeFiles.UnfinishedOf(file), encoded.Span);
        File.Move(VolumeFiles.UnfinishedOf(file), file, overwrite: true);
        var kept = VolumeFiles.Snapshots(Directory).Take(KeptSnapshots).ToArray();
        var first = LogsAfter(Math.Min(kept[^1], needed)) is [var oldest, ..] ? VolumeFiles.IndexOf(oldest) : kept[^1];
        Forget(first, index => kept.Contains(index));
    }

    /// <summary>Begins anew with this state: what else was here is another history, or another replica's.</summary>
    public void Reset(SnapshotFile head, ReadOnlyMemory<byte> encoded)
    {
        log?.Dispose();
        log = null;
        var file = VolumeFiles.Snapshot(Directory, head.Position.Index);
        File.WriteAllBytes(VolumeFiles.UnfinishedOf(file), encoded.Span);
        (Tail, Owner, IsWhole) = (head.Position, head.Self, true);
        Forget(long.MaxValue, _ => false);
        File.Move(VolumeFiles.UnfinishedOf(file), file, overwrite: true);
        BeginLog();
    }

    /// <summary>The next to read this volume goes on as another replica.</summary>
    public void Disown()
    {
        log?.Dispose();
        log = null;
        Owner = default;
    }

    public void Wipe()
    {
        log?.Dispose();
        log = null;
        Forget(long.MaxValue, _ => false);
        (Tail, Owner, IsWhole) = (default, default, true);
    }

    /// <summary>The logs that hold the records behind an index, the oldest first; null when they do not reach back to it.</summary>
    public IReadOnlyList<string>? LogsAfter(long index)
    {
        var logs = VolumeFiles.Logs(Directory);
        var first = logs.LastOrDefault(l => l <= index, -1);
        return first < 0 ? null : [.. logs.Where(l => l >= first).Select(l => VolumeFiles.Log(Directory, l))];
    }

    public void Dispose()
    {
        log?.Dispose();
        log = null;
    }

    private void Forget(long before, Func<long, bool> keep)
    {
        foreach (var index in VolumeFiles.Logs(Directory).Where(index => index < before))
        {
            File.Delete(VolumeFiles.Log(Directory, index));
        }

        foreach (var index in VolumeFiles.Snapshots(Directory).Where(index => !keep(index)))
        {
            File.Delete(VolumeFiles.Snapshot(Directory, index));
        }
    }

    private static SafeFileHandle Open(string file, FileMode mode) =>
        File.OpenHandle(file, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Reads the newest log to its end; an unfinished record there is overwritten by what comes next.</summary>
    private LogPosition FindTail()
    {
        var logs = VolumeFiles.Logs(Directory);
        var from = default(LogPosition);
        foreach (var index in VolumeFiles.Snapshots(Directory))
        {
            if (SnapshotFile.Decode(File.ReadAllBytes(VolumeFiles.Snapshot(Directory, index)), out _) is { } head)
            {
                (from, Owner) = (head.Position, head.Self);
                break;
            }

            IsWhole = false;
        }

        IsWhole &= !HasFiles || (logs.Any(index => index <= from.Index) && !Owner.IsNone);
        foreach (var index in logs)
        {
            var file = VolumeFiles.Log(Directory, index);
            var start = from.Index < index ? new LogPosition(from.Epoch, index, 0) : from;
            var scan = LogScan.Run(File.ReadAllBytes(file), start, static (_, _) => { });
            IsWhole &= scan.Damaged == 0 && from.Index >= index;
            from = scan.Tail.Index > from.Index ? scan.Tail : from;
            (logIndex, length) = (index, scan.Whole);
            if (scan.Torn)
            {
                using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
                RandomAccess.SetLength(handle, scan.Whole);
            }
        }

        return from;
    }
}
