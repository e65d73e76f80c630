using Microsoft.Win32.SafeHandles;

namespace DemoApp.Lab.Database.Files;

/// <summary>Goes through the logs of a volume while its owner writes on, and picks the own records behind a sequence.</summary>
internal sealed class LogReader(string directory) : IDisposable
{
    private readonly byte[] chunk = new byte[1 << 20];
    private SafeFileHandle? file;
    private long fileIndex = -1;
    private long offset;

    /// <summary>Some records behind the sequence, in order; none when the end is reached for now.</summary>
    public IReadOnlyList<(LogRecord Record, byte[] Payload)> Next(long sequence)
    {
        var found = new List<(LogRecord, byte[])>();
        while (found.Count == 0)
        {
            if (file is null && !OpenNext())
            {
                break;
            }

            if (ReadChunk(sequence, found) == 0)
            {
                if (!VolumeFiles.Logs(directory).Any(index => index > fileIndex))
                {
                    break;
                }

                // Once a newer log is there, this one grows no more: what came between is read before it is left.
                if (ReadChunk(sequence, found) == 0)
                {
                    file!.Dispose();
                    file = null;
                }
            }
        }

        return found;
    }

    public void Dispose() => file?.Dispose();

    private int ReadChunk(long sequence, List<(LogRecord, byte[])> found)
    {
        var data = chunk.AsSpan(0, RandomAccess.Read(file!, chunk, offset));
        var used = 0;
        while (LogRecord.TryRead(data[used..], out var record) is var reading && reading is not LogReading.Incomplete)
        {
            if (reading is LogReading.Damaged)
            {
                used += 1 + LogRecord.FindMark(data[(used + 1)..]);
                continue;
            }

            if (record.Kind is LogRecordKind.Own && record.Last > sequence)
            {
                found.Add((record, data.Slice(used + LogRecord.HeadLength, record.Length).ToArray()));
            }

            used += LogRecord.HeadLength + record.Length;
        }

        if (used == 0 && data.Length == chunk.Length)
        {
            used = ReadLarge(sequence, found);
        }

        offset += used;
        return used;
    }

    /// <summary>A record that does not fit into the chunk.</summary>
    private int ReadLarge(long sequence, List<(LogRecord, byte[])> found)
    {
        LogRecord.TryRead(chunk, out var record);
        var whole = new byte[LogRecord.HeadLength + record.Length];
        if (RandomAccess.Read(file!, whole, offset) < whole.Length || LogRecord.TryRead(whole, out record) is not LogReading.Whole)
        {
            return 0;
        }

        if (record.Kind is LogRecordKind.Own && record.Last > sequence)
        {
            found.Add((record, whole[LogRecord.HeadLength..]));
        }

        return whole.Length;
    }

    private bool OpenNext()
    {
        foreach (var index in VolumeFiles.Logs(directory).Where(index => index > fileIndex))
        {
            try
            {
                var path = VolumeFiles.Log(directory, index);
                file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                (fileIndex, offset) = (index, 0);
                return true;
            }
            catch (FileNotFoundException)
            {
                // Cut meanwhile; the next may be there.
                fileIndex = index;
            }
        }

        return false;
    }
}
