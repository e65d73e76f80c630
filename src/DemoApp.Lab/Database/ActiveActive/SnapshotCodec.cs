using System.Buffers;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>A snapshot as bytes: a head (context, time, number of keys, removals to come), one record per key, an end.</summary>
internal static class SnapshotCodec
{
    /// <summary>Writes the whole; <paramref name="flush"/> is called after each key, so that the bytes can be moved on.</summary>
    public static void Write(IBufferWriter<byte> to, Snapshot snapshot, Action? flush = null)
    {
        var wire = new WireWriter();
        wire.Vector(snapshot.Context.Contiguous);
        wire.Dots(snapshot.Context.Early);
        wire.Number(snapshot.Time);
        wire.Count(snapshot.Keys.Count);
        var pending = snapshot.Pending.All.ToList();
        wire.Count(pending.Count);
        foreach (var (dot, removal) in pending)
        {
            wire.Dot(dot);
            wire.Bytes(removal.Key);
            wire.Byte((byte)removal.Part);
            wire.Bytes(removal.Element);
        }

        wire.Flush(to, RecordKind.SnapshotHead);
        foreach (var state in snapshot.Keys.Values)
        {
            KeyWire.Write(wire, state);
            wire.Flush(to, RecordKind.SnapshotKey);
            flush?.Invoke();
        }

        wire.Count(snapshot.Keys.Count);
        wire.Flush(to, RecordKind.SnapshotEnd);
        flush?.Invoke();
    }

    /// <summary>Reads what is undamaged; never throws.</summary>
    public static SnapshotReading Read(ReadOnlySpan<byte> data)
    {
        var head = new Head();
        var keys = new Dictionary<byte[], KeyState>(ByteKeys.Instance);
        var ended = false;
        var records = new RecordReader(data);
        var unreadable = 0;
        while (records.TryRead(out var payload))
        {
            switch (WireReader.KindOf(payload))
            {
                case RecordKind.SnapshotHead when head.TryRead(payload):
                    break;
                case RecordKind.SnapshotKey when KeyWire.Read(payload) is { } state:
                    keys[state.Key] = state;
                    break;
                case RecordKind.SnapshotEnd:
                    ended = true;
                    break;
                default:
                    unreadable++;
                    break;
            }
        }

        var damaged = records.Damaged + unreadable;
        var missing = Math.Max(0, head.KeyCount - keys.Count);
        var whole = damaged == 0 && ended && head.Context is not null && missing == 0;
        return new SnapshotReading(
            new Snapshot
            {
                Context = whole ? head.Context! : Salvage.ContextOf(keys.Values),
                Time = Math.Max(head.Time, whole ? 0 : Salvage.TimeOf(keys.Values)),
                Keys = keys,
                Pending = head.Pending,
            },
            whole,
            damaged,
            missing);
    }

    private sealed class Head
    {
        public DotContext? Context { get; private set; }

        public ulong Time { get; private set; }

        public int KeyCount { get; private set; }

        public PendingRemovals Pending { get; } = new();

        public bool TryRead(ReadOnlySpan<byte> payload)
        {
            var wire = new WireReader(payload, RecordKind.SnapshotHead);
            var context = EffectCodec.ReadContext(ref wire);
            var time = wire.Number();
            var keyCount = wire.Number();
            var pending = new (Dot Dot, PendingRemoval Removal)[wire.Count(5)];
            for (var i = 0; i < pending.Length; i++)
            {
                pending[i] = (wire.Dot(), new PendingRemoval(wire.Bytes(), (Part)wire.Byte(), wire.Bytes()));
            }

            if (wire.IsBroken || keyCount > int.MaxValue)
            {
                return false;
            }

            (Context, Time, KeyCount) = (context, time, (int)keyCount);
            foreach (var (dot, removal) in pending)
            {
                Pending.Add(dot, removal);
            }

            return true;
        }
    }
}
