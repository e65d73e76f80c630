using System.Buffers;
using System.Buffers.Text;

namespace DemoApp.Lab.Database;

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

    public static void WriteCommand(IBufferWriter<byte> to, byte[][] args)
    {
        WriteArrayHeader(to, args.Length);
        foreach (var arg in args)
        {
            WriteBulk(to, arg);
        }
    }

    public static void WriteError(IBufferWriter<byte> to, string line)
    {
        to.Write("-"u8);
        to.Write(System.Text.Encoding.UTF8.GetBytes(line));
        to.Write("\r\n"u8);
    }
}
