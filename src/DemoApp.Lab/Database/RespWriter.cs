using System.Buffers;
using System.Buffers.Text;

namespace DemoApp.Lab.Database;

/// <summary>Writes commands.</summary>
internal static class RespWriter
{
    private const int LongestHeader = 24;

    public static void WriteArrayHeader(IBufferWriter<byte> to, int count) => WriteHeader(to, (byte)'*', count);

    public static void WriteBulk(IBufferWriter<byte> to, ReadOnlySpan<byte> value)
    {
        var span = to.GetSpan(LongestHeader + value.Length + 2);
        var at = PutHeader(span, (byte)'$', value.Length);
        value.CopyTo(span[at..]);
        "\r\n"u8.CopyTo(span[(at + value.Length)..]);
        to.Advance(at + value.Length + 2);
    }

    public static void WriteHeader(IBufferWriter<byte> to, byte kind, long number) =>
        to.Advance(PutHeader(to.GetSpan(LongestHeader), kind, number));

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

    /// <summary>A reply as it was read, in the form of the protocol.</summary>
    public static void WriteValue(IBufferWriter<byte> to, RespValue value, int protocol)
    {
        if (value.Items is { } items)
        {
            WriteArrayHeader(to, items.Length);
            Array.ForEach(items, item => WriteValue(to, item, protocol));
        }
        else if (value.Bytes is null)
        {
            to.Write(protocol == 3 ? "_\r\n"u8 : value.Kind == (byte)'*' ? "*-1\r\n"u8 : "$-1\r\n"u8);
        }
        else if (value.Kind == (byte)'$')
        {
            WriteBulk(to, value.Bytes);
        }
        else
        {
            to.Write([value.Kind]);
            to.Write(value.Bytes);
            to.Write("\r\n"u8);
        }
    }

    private static int PutHeader(Span<byte> span, byte kind, long number)
    {
        span[0] = kind;
        Utf8Formatter.TryFormat(number, span[1..], out var digits);
        "\r\n"u8.CopyTo(span[(1 + digits)..]);
        return digits + 3;
    }
}
