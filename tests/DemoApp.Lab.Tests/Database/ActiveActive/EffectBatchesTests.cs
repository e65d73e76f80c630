using System.Buffers;
using DemoApp.Lab.Database.ActiveActive;
using Xunit;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

public sealed class EffectBatchesTests
{
    [Fact]
    public void Batches_WrittenAsOneRecord_ComeBackApart()
    {
        var site = new TestSite("a", new TestTime());
        var commands = Batches(site).ToArray();
        var wire = new WireWriter();
        foreach (var batch in commands)
        {
            EffectCodec.Add(wire, batch);
        }

        var record = new ArrayBufferWriter<byte>();
        wire.Flush(record, RecordKind.Effects);
        var position = 0;
        Assert.Equal(RecordState.Whole, RecordCodec.TryRead(record.WrittenSpan, ref position, out var payload));

        var batches = new EffectBatches();
        Assert.True(batches.TryRead(payload));
        Assert.Equal(commands.Select(batch => batch.Length), Enumerable.Range(0, batches.Count).Select(i => batches[i].Length));
        Assert.Equal(site.Log.Select(effect => effect.Dot), batches.All.ToArray().Select(effect => effect.Dot));
    }

    [Fact]
    public void Batches_RecordThatEndsWithinOne_HasNone()
    {
        var site = new TestSite("a", new TestTime());
        var to = new ArrayBufferWriter<byte>();
        EffectCodec.Write(to, Batches(site).First());
        var position = 0;
        RecordCodec.TryRead(to.WrittenSpan, ref position, out var payload);

        var batches = new EffectBatches();
        Assert.False(batches.TryRead(payload[..^1]));
        Assert.Equal(0, batches.Count);
        Assert.True(batches.All.IsEmpty);
    }

    private static IEnumerable<Effect[]> Batches(TestSite site) =>
        Enumerable.Range(0, 40).Select(number => site.Do(History.CommandOf(number))).Where(batch => batch.Length > 0);
}
