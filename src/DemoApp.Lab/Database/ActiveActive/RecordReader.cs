namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Walks through a whole file of records: finds every undamaged one, whatever is before it, and counts what is damaged.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;
    private int position = 0;

    /// <summary>Stretches of bytes that are no whole record; a torn end is one.</summary>
    public int Damaged { get; private set; } = 0;

    /// <summary>Bytes in them.</summary>
    public long DamagedBytes { get; private set; } = 0;

    /// <summary>Behind the last whole record: where a file may be written on.</summary>
    public int GoodEnd { get; private set; } = 0;

    public bool TryRead(out ReadOnlySpan<byte> payload)
    {
        var from = position;
        while (position < data.Length)
        {
            var start = position;
            var at = position;
            var found = RecordCodec.TryRead(data, ref at, out payload);
            position = at;
            switch (found)
            {
                case RecordState.Whole:
                    Report(start - from);
                    GoodEnd = position;
                    return true;
                case RecordState.Incomplete:
                    // A damaged length may reach beyond the end and hide whole records behind it.
                    position = start + 1;
                    break;
            }
        }

        payload = default;
        Report(position - from);
        return false;
    }

    private void Report(int bytes)
    {
        if (bytes > 0)
        {
            Damaged++;
            DamagedBytes += bytes;
        }
    }
}
