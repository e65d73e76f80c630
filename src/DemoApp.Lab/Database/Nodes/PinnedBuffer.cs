using System.Buffers;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>Bytes that Garnet can be given pointers into. Grows, and is given back when it grew far.</summary>
internal sealed class PinnedBuffer(int initial = 16 * 1024) : IBufferWriter<byte>
{
    private const int Kept = 1 << 20;
    private byte[] bytes = GC.AllocateUninitializedArray<byte>(initial, pinned: true);

    public int Length { get; private set; }

    public Span<byte> Span => bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => bytes.AsMemory(0, Length);

    public int Free => bytes.Length - Length;

    public void Advance(int count) => Length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return bytes.AsSpan(Length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return bytes.AsMemory(Length);
    }

    public void Append(ReadOnlySpan<byte> more)
    {
        Reserve(more.Length);
        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    public void RemoveFirst(int count)
    {
        bytes.AsSpan(count, Length - count).CopyTo(bytes);
        Length -= count;
    }

    public void Truncate(int length) => Length = length;

    public void Clear()
    {
        Length = 0;
        if (bytes.Length > Kept)
        {
            bytes = GC.AllocateUninitializedArray<byte>(initial, pinned: true);
        }
    }

    private void Reserve(int count)
    {
        if (bytes.Length - Length >= count)
        {
            return;
        }

        var size = (int)Math.Min(Array.MaxLength, Math.Max(bytes.Length * 2L, Length + (long)count));
        var larger = GC.AllocateUninitializedArray<byte>(size, pinned: true);
        Span.CopyTo(larger);
        bytes = larger;
    }
}
