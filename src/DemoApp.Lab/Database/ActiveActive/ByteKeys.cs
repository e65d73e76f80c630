using System.Runtime.InteropServices;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Byte strings as dictionary keys, also looked up by a span.</summary>
internal sealed class ByteKeys : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly ByteKeys Instance = new();

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private ByteKeys()
    {
    }

    /// <summary>Not to be guessed by a client, so that nobody can choose keys that collide; not the same in another process.</summary>
    public static int Hash(ReadOnlySpan<byte> bytes) => (int)(Mix(bytes, Seed) >> 16);

    /// <summary>The same in every process.</summary>
    public static ulong Mix(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var hash = seed ^ ((ulong)bytes.Length * 0x9E3779B97F4A7C15);
        while (bytes.Length >= 8)
        {
            hash = Mix(hash, MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }

        var rest = 0UL;
        foreach (var b in bytes)
        {
            rest = (rest << 8) | b;
        }

        return Mix(hash, rest);
    }

    public static ulong Mix(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ value ^ 0x2545F4914F6CDD1D, 0xD6E8FEB86659FD93, out var low);
        return high ^ low ^ hash;
    }

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => Hash(obj);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => Hash(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
