using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// What one write put into a cell: the bytes of a text or field, or the score of a member. Most values are short; those take no array, so
/// that a write to a key that is there leaves nothing behind for the garbage collector to carry along. The default is the score 0.
/// </summary>
internal readonly struct Content
{
    private const int LongestShort = Room.Length - 1;
    private const byte IsLong = 0xFF;

    private readonly byte[]? array;

    /// <summary>The short bytes or the score. Its last byte says what is here: 0 a score, else the number of bytes and one.</summary>
    private readonly Room room;

    private Content(byte[] array)
    {
        this.array = array;
        room[LongestShort] = IsLong;
    }

    private Content(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(room);
        room[LongestShort] = (byte)(bytes.Length + 1);
    }

    private Content(double score) => MemoryMarshal.Write(room, score);

    public bool IsScore => room[LongestShort] == 0;

    /// <summary>0 for bytes.</summary>
    public double Score => IsScore ? MemoryMarshal.Read<double>(room) : 0;

    /// <summary>Empty for a score.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes =>
        array is not null ? array : IsScore ? default : ((ReadOnlySpan<byte>)room)[..(room[LongestShort] - 1)];

    public static Content Of(double score) => new(score);

    /// <summary>The array must not be written to any more.</summary>
    public static Content Of(byte[] bytes) => bytes.Length > LongestShort ? new(bytes) : new(bytes.AsSpan());

    public static Content Copy(ReadOnlySpan<byte> bytes) => bytes.Length > LongestShort ? new(bytes.ToArray()) : new(bytes);

    /// <summary>The bytes, in the given room when they are short. The room must have place for 16.</summary>
    public ReadOnlySpan<byte> BytesIn(Span<byte> place)
    {
        if (array is not null)
        {
            return array;
        }

        var bytes = Bytes;
        bytes.CopyTo(place);
        return place[..bytes.Length];
    }

    [InlineArray(Length)]
    private struct Room
    {
        public const int Length = 16;
        private byte first;
    }
}
