using System.Buffers;
using System.Buffers.Text;

namespace DemoApp.Lab.Database.Old;

/// <summary>Writes commands.</summary>
internal static class RespWriter
{
    public static void WriteArrayHeader(IBufferWriter<byte> to, int count) => WriteHeader(to, (byte)'*', count);

    public static void WriteBulk(IBufferWriter<byte> to, ReadOnlySpan<byte> value)
    {
        WriteHeader(to, (byte)'$', value.Length);
        to.Write(value);
        to.Write("\r\n"u8);
    }

    public static void WriteHeader(IBufferWriter<byte> to, byte kind, long number)
    {
        var span = to.GetSpan(24);
        span[0] = kind;
        Utf8Formatter.TryFormat(number, span[1..], out var digits);
        "\r\n"u8.CopyTo(span[(1 + digits)..]);
        to.Advance(digits + 3);
    }
}
