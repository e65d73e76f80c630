namespace DemoApp.Lab.Database.Endpoint;

/// <summary>One command in a receive buffer: where it and its arguments are. Used again and again. Limits are Redis' own.</summary>
internal sealed class RequestFrame
{
    private const int MostArguments = 1024 * 1024;
    private const int LongestBulk = 512 * 1024 * 1024;
    private const int LongestLine = 64 * 1024;

    private (int Offset, int Length)[] args = new (int, int)[16];

    public int Count { get; private set; }

    /// <summary>Bytes of the whole command, line ends included.</summary>
    public int Length { get; private set; }

    /// <summary>The one-line form ("PING\r\n"), which Garnet does not take.</summary>
    public bool IsInline { get; private set; }

    public ReadOnlySpan<byte> Arg(ReadOnlySpan<byte> data, int index) => data.Slice(args[index].Offset, args[index].Length);

    /// <param name="data">That was parsed.</param>
    /// <param name="name">Stands for the first word when its bytes are kept already.</param>
    public byte[][] Args(ReadOnlySpan<byte> data, byte[]? name = null)
    {
        var all = new byte[Count][];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = i == 0 && name is not null ? name : Arg(data, i).ToArray();
        }

        return all;
    }

    /// <summary>Parses the command at the start of the data; false when it is not all there yet.</summary>
    /// <exception cref="RequestException">These bytes are no command.</exception>
    public bool TryParse(ReadOnlySpan<byte> data)
    {
        Count = 0;
        IsInline = false;
        if (data.IsEmpty)
        {
            return false;
        }

        return data[0] == (byte)'*' ? TryParseArray(data) : TryParseInline(data);
    }

    private bool TryParseArray(ReadOnlySpan<byte> data)
    {
        var at = 1;
        if (!TryReadNumber(data, ref at, "too big mbulk count string", "invalid multibulk length", out var count))
        {
            return false;
        }

        if (count > MostArguments)
        {
            throw new RequestException("invalid multibulk length");
        }

        for (var i = 0; i < count; i++)
        {
            if (at >= data.Length)
            {
                return false;
            }

            if (data[at] != (byte)'$')
            {
                throw new RequestException($"expected '$', got '{(char)data[at]}'");
            }

            at++;
            if (!TryReadNumber(data, ref at, "too big bulk count string", "invalid bulk length", out var length))
            {
                return false;
            }

            if (length is < 0 or > LongestBulk)
            {
                throw new RequestException("invalid bulk length");
            }

            if (data.Length - at < length + 2)
            {
                return false;
            }

            if (data[at + (int)length] != (byte)'\r' || data[at + (int)length + 1] != (byte)'\n')
            {
                throw new RequestException("expected CRLF after a bulk string");
            }

            Add(at, (int)length);
            at += (int)length + 2;
        }

        Length = at;
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> data, ref int at, string tooLong, string wrong, out long number)
    {
        (number, var start) = (0, at);
        var negative = at < data.Length && data[at] == (byte)'-';
        for (at += negative ? 1 : 0; at < data.Length; at++)
        {
            var digit = data[at] - '0';
            if (digit is >= 0 and <= 9 && number < int.MaxValue)
            {
                number = (number * 10) + digit;
                continue;
            }

            if (data[at] != (byte)'\r' || at == start)
            {
                throw new RequestException(wrong);
            }

            if (at + 1 >= data.Length)
            {
                return false;
            }

            number = data[at + 1] != (byte)'\n' ? throw new RequestException(wrong) : negative ? -number : number;
            at += 2;
            return true;
        }

        return data.Length - start > LongestLine ? throw new RequestException(tooLong) : false;
    }

    private bool TryParseInline(ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf((byte)'\n');
        if (end < 0)
        {
            return data.Length > LongestLine ? throw new RequestException("too big inline request") : false;
        }

        IsInline = true;
        Length = end + 1;
        for (var at = 0; at < end;)
        {
            var word = data[at..end].IndexOfAny(" \r\t"u8);
            var length = word < 0 ? end - at : word;
            if (length > 0)
            {
                Add(at, length);
            }

            at += length + 1;
        }

        return true;
    }

    private void Add(int offset, int length)
    {
        if (Count == args.Length)
        {
            Array.Resize(ref args, args.Length * 2);
        }

        args[Count++] = (offset, length);
    }
}

/// <summary>A client sent what is no command; its connection ends after it was told so.</summary>
internal sealed class RequestException(string what) : Exception("ERR Protocol error: " + what);
