using System.Buffers;
using System.Globalization;
using System.Text;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>
/// One site as the engine will be: a replica, a view that executes the site's own commands first, and files (a snapshot and the records
/// since) in memory. A command of the wrong type or without a key does nothing, as the node would refuse it.
/// </summary>
internal sealed class TestSite
{
    private readonly string name;
    private readonly TestTime time;
    private byte[] snapshot = [];
    private ArrayBufferWriter<byte> records = new();
    private int incarnation = 1;

    public TestSite(string name, TestTime time)
    {
        this.name = name;
        this.time = time;
        View = new MemoryView(() => time.Now);
        Replica = new Replica(ReplicaId.Of(name, "1"), new StampClock(time));
        Author = new Author(Replica, View);
        Checkpoint();
    }

    public string Name => name;

    public Replica Replica { get; private set; }

    public MemoryView View { get; private set; }

    public Author Author { get; private set; }

    /// <summary>The effects of this replica, in order.</summary>
    public List<Effect> Log { get; } = [];

    public long Now => time.Now;

    public IReadOnlyList<string> Peers { get; private set; } = [];

    public void SetPeers(IEnumerable<string> sites)
    {
        Peers = [.. sites];
        Replica.SetPeers(Peers);
    }

    /// <summary>Executes on the view, writes the effects, keeps them.</summary>
    public Effect[] Do(TestCommand command)
    {
        if (!command.TryExecute(View, Now))
        {
            return [];
        }

        command.Write(Author, Now);
        if (command.Verb == TestVerb.PfAdd)
        {
            Replica.Show(Encoding.UTF8.GetBytes(command.Key), View);
        }

        return Keep(Author.Take());
    }

    public Effect[] Collect() => Keep(Replica.Collect(View));

    public void Receive(ReadOnlySpan<byte> record)
    {
        var position = 0;
        while (RecordCodec.TryRead(record, ref position, out var payload) == RecordState.Whole)
        {
            foreach (var effect in EffectCodec.Read(payload)!)
            {
                if (Replica.Apply(effect, View))
                {
                    EffectCodec.Write(records, [effect]);
                }
            }
        }
    }

    /// <summary>A snapshot of another site; taken over and kept, as its effects are not in the records.</summary>
    public void Merge(ReadOnlySpan<byte> bytes)
    {
        Replica.Merge(SnapshotCodec.Read(bytes).Snapshot, View);
        Checkpoint();
    }

    public byte[] Bytes()
    {
        var to = new ArrayBufferWriter<byte>();
        SnapshotCodec.Write(to, Replica.Borrow());
        return to.WrittenSpan.ToArray();
    }

    public void Checkpoint()
    {
        snapshot = Bytes();
        records = new ArrayBufferWriter<byte>();
    }

    /// <summary>The process dies and starts on its files: nothing in memory is left.</summary>
    public void Crash()
    {
        Begin(ReplicaId.Of(name, incarnation.ToString(CultureInfo.InvariantCulture)));
        Replica.Merge(SnapshotCodec.Read(snapshot).Snapshot, NoView.Instance);
        var reader = new RecordReader(records.WrittenSpan);
        while (reader.TryRead(out var payload))
        {
            foreach (var effect in EffectCodec.Read(payload)!)
            {
                Replica.Apply(effect, NoView.Instance);
            }
        }

        Replica.Show(View);
    }

    /// <summary>The files are lost: a new replica, which has nothing yet.</summary>
    public void Lose()
    {
        incarnation++;
        Log.Clear();
        Begin(ReplicaId.Of(name, incarnation.ToString(CultureInfo.InvariantCulture)));
        Checkpoint();
    }

    public string Shown(string key) => View.Describe(key) ?? "-";

    private Effect[] Keep(Effect[] effects)
    {
        if (effects.Length > 0)
        {
            Log.AddRange(effects);
            EffectCodec.Write(records, effects);
        }

        return effects;
    }

    private void Begin(ReplicaId id)
    {
        View = new MemoryView(() => time.Now);
        Replica = new Replica(id, new StampClock(time));
        Replica.SetPeers(Peers);
        Author = new Author(Replica, View);
    }
}
