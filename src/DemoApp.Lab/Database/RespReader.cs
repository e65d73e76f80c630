using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace DemoApp.Lab.Database;

/// <summary>Reads RESP2 and RESP3 values and the arrays of bulk strings that commands are.</summary>
internal static class RespReader
{
    /// <summary>Reads one whole value at <paramref name="position"/>; moves it only when all of the value is there.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, ref int position, [NotNullWhen(true)] out RespValue? value)
    {
        var at = position;
        value = Read(data, ref at);
        if (value is null)
        {
            return false;
        }

        position = at;
        return true;
    }

    /// <summary>Finds the line at <paramref name="position"/> and moves behind its CRLF.</summary>
    public static bool TryReadLine(ReadOnlySpan<byte> data, ref int position, out ReadOnlySpan<byte> line)
    {
        var length = data[position..].IndexOf("\r\n"u8);
        if (length < 0)
        {
            line = default;
            return false;
        }

        line = data.Slice(position, length);
        position += length + 2;
        return true;
    }

    public static int ParseLength(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out int length, out var used) && used == digits.Length && length >= -1
            ? length
            : throw new InvalidDataException("A length in the stream is not a number.");

    private static RespValue? Read(ReadOnlySpan<byte> data, ref int at)
    {
        if (at >= data.Length || !TryReadLine(data, ref at, out var line))
        {
            return null;
        }

        var kind = line[0];
        switch (kind)
        {
            case (byte)'$' or (byte)'=' or (byte)'!':
                var length = ParseLength(line[1..]);
                if (length < 0)
                {
                    return new RespValue(kind, null, null);
                }

                if (data.Length - at < length + 2)
                {
                    return null;
                }

                var bytes = data.Slice(at, length).ToArray();
                at += length + 2;
                return new RespValue(kind, bytes, null);
            case (byte)'*' or (byte)'~' or (byte)'>' or (byte)'%':
                var count = ParseLength(line[1..]);
                if (count < 0)
                {
                    return new RespValue(kind, null, null);
                }

                var items = new RespValue[kind == (byte)'%' ? count * 2 : count];
                for (var i = 0; i < items.Length; i++)
                {
                    if (Read(data, ref at) is not { } item)
                    {
                        return null;
                    }

                    items[i] = item;
                }

                return new RespValue(kind, null, items);
            case (byte)'_':
                return new RespValue(kind, null, null);
            default:
                return new RespValue(kind, line[1..].ToArray(), null);
        }
    }
}
