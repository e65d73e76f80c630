using System.Buffers;
using CsCheck;
using DemoApp.Lab.Database.ActiveActive;
using Xunit;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

public sealed class CodecTests
{
    private static readonly Gen<int[]> Numbers = Gen.Int[0, 1023].Array[1, 40];

    [Fact]
    public void Effects_WrittenAndRead_DoTheSame() => Numbers.Sample(numbers =>
    {
        var site = Site(numbers);
        var replica = new Replica(ReplicaId.Of("b", "1"), new StampClock(new TestTime()));
        var reader = new RecordReader(Records(site));
        while (reader.TryRead(out var payload))
        {
            Assert.All(EffectCodec.Read(payload)!, effect => Assert.True(replica.Apply(effect, NoView.Instance)));
        }

        Assert.Equal(0, reader.Damaged);
        Assert.Equal(site.Replica.StateDigest(), replica.StateDigest());
    }, iter: 500);

    [Fact]
    public void Snapshot_WrittenAndRead_IsTheSame() => Numbers.Sample(numbers =>
    {
        var site = Site(numbers);
        var reading = SnapshotCodec.Read(site.Bytes());
        Assert.True(reading.IsWhole);
        var replica = new Replica(ReplicaId.Of("a", "1"), new StampClock(new TestTime()));
        replica.Merge(reading.Snapshot, NoView.Instance);
        Assert.Equal(site.Replica.StateDigest(), replica.StateDigest());
        Assert.Equal(site.Replica.ContentDigest(), replica.ContentDigest());
    }, iter: 500);

    [Fact]
    public void Records_AnyBytesDamaged_AllOthersAreFound() =>
        Gen.Select(Numbers, Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 4]).Sample((numbers, damages) =>
    {
        var bytes = Records(Site(numbers));
        var starts = Starts(bytes);
        if (starts.Count == 0)
        {
            return;
        }

        var hit = new HashSet<int>();
        foreach (var (at, value) in damages)
        {
            var place = at % bytes.Length;
            if (bytes[place] != value)
            {
                bytes[place] = value;
                hit.Add(starts.FindLastIndex(start => start <= place));
            }
        }

        var found = 0;
        var reader = new RecordReader(bytes);
        while (reader.TryRead(out var payload))
        {
            Assert.NotNull(EffectCodec.Read(payload));
            found++;
        }

        // One byte written twice may be as it was.
        Assert.InRange(found, starts.Count - hit.Count, starts.Count);
        Assert.True(found == starts.Count || reader.Damaged > 0);
    }, iter: 2000);

    [Fact]
    public void Records_TornAnywhere_AllBeforeAreFoundAndTheEndIsKnown() =>
        Gen.Select(Numbers, Gen.Int[0, 100_000]).Sample((numbers, cut) =>
    {
        var bytes = Records(Site(numbers));
        var starts = Starts(bytes);
        var length = bytes.Length == 0 ? 0 : cut % bytes.Length;
        var whole = starts.Append(bytes.Length).Count(start => start > 0 && start <= length);
        var reader = new RecordReader(bytes.AsSpan(0, length));
        var found = 0;
        while (reader.TryRead(out _))
        {
            found++;
        }

        Assert.Equal(whole, found);
        Assert.Equal(whole == 0 ? 0 : starts.Append(bytes.Length).Where(start => start <= length).Max(), reader.GoodEnd);
    }, iter: 1000);

    [Fact]
    public void Payloads_AnyBytes_AreReadOrRefusedButNeverThrow() =>
        Gen.Select(Numbers, Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 6]).Sample((numbers, damages) =>
    {
        // The checksum is passed by: a payload of another version or another program.
        var site = Site(numbers);
        foreach (var record in new[] { Records(site), site.Bytes() })
        {
            var reader = new RecordReader(record);
            while (reader.TryRead(out var payload))
            {
                var bytes = payload.ToArray();
                foreach (var (at, value) in damages)
                {
                    bytes[at % bytes.Length] = value;
                }

                EffectCodec.Read(bytes);
                EffectCodec.ReadContext(bytes);
                var wrapped = new ArrayBufferWriter<byte>();
                RecordCodec.Write(wrapped, bytes);
                Assert.NotNull(SnapshotCodec.Read(wrapped.WrittenSpan).Snapshot);
            }
        }
    }, iter: 1000);

    [Fact]
    public void Snapshot_WithADamagedKey_SavesTheRestAndDoesNotClaimTheMissing()
    {
        var site = new TestSite("a", new TestTime());
        foreach (var key in new[] { "one", "two", "three" })
        {
            site.Do(new TestCommand(TestVerb.Set, key, Value: "value of " + key));
        }

        var bytes = site.Bytes();
        bytes[bytes.AsSpan().IndexOf("value of two"u8)] ^= 1;
        var reading = SnapshotCodec.Read(bytes);
        Assert.False(reading.IsWhole);
        Assert.Equal((1, 1), (reading.DamagedRecords, reading.MissingKeys));

        // It joins a peer that has all as a new replica, and neither loses anything.
        var again = new TestSite("b", new TestTime());
        again.Replica.Merge(reading.Snapshot, again.View);
        again.Replica.Merge(site.Replica.Save(), again.View);
        site.Replica.Merge(reading.Snapshot, site.View);
        Assert.Equal(site.View.Dump(), again.View.Dump());
        Assert.Equal(3, again.View.Keys.Count());
        Assert.Equal(site.Replica.StateDigest(), again.Replica.StateDigest());
    }

    [Fact]
    public void Context_WrittenAndRead_IsTheSame()
    {
        var context = new DotContext();
        context.Add(new Dot(ReplicaId.Of("a.1"), 1));
        context.Add(new Dot(ReplicaId.Of("a.1"), 3));
        context.Add(new Dot(ReplicaId.Of("b.1"), 7));
        var to = new ArrayBufferWriter<byte>();
        EffectCodec.WriteContext(to, context);
        var position = 0;
        Assert.Equal(RecordState.Whole, RecordCodec.TryRead(to.WrittenSpan, ref position, out var payload));
        var read = EffectCodec.ReadContext(payload)!;
        Assert.True(read.Covers(context) && context.Covers(read));
        Assert.Null(EffectCodec.Read(payload));
    }

    private static TestSite Site(int[] numbers)
    {
        var site = new TestSite("a", new TestTime());
        foreach (var number in numbers)
        {
            site.Do(History.CommandOf(number));
        }

        return site;
    }

    private static byte[] Records(TestSite site)
    {
        var to = new ArrayBufferWriter<byte>();
        foreach (var effect in site.Log)
        {
            EffectCodec.Write(to, [effect]);
        }

        return to.WrittenSpan.ToArray();
    }

    private static List<int> Starts(byte[] bytes)
    {
        var starts = new List<int>();
        for (var position = 0; position < bytes.Length;)
        {
            starts.Add(position);
            Assert.Equal(RecordState.Whole, RecordCodec.TryRead(bytes, ref position, out _));
        }

        return starts;
    }
}
