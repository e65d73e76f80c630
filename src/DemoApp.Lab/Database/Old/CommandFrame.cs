namespace DemoApp.Lab.Database.Old;

/// <summary>One command in a receive buffer: where it and its arguments are. Reused from command to command.</summary>
internal sealed class CommandFrame
{
    private (int Offset, int Length)[] args = new (int, int)[16];

    public int Count { get; private set; }

    /// <summary>Bytes of the whole command, CRLFs included.</summary>
    public int Length { get; private set; }

    /// <summary>True for the one-line form ("PING\r\n") that Garnet does not take in general.</summary>
    public bool IsInline { get; private set; }

    public ReadOnlySpan<byte> Arg(ReadOnlySpan<byte> data, int index) => data.Slice(args[index].Offset, args[index].Length);

    /// <summary>Parses the command at the start of the data; false when it is not all there yet.</summary>
    /// <exception cref="InvalidDataException">These bytes are no command.</exception>
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
        var at = 0;
        if (!RespReader.TryReadLine(data, ref at, out var header))
        {
            return false;
        }

        var count = RespReader.ParseLength(header[1..]);
        for (var i = 0; i < count; i++)
        {
            if (at >= data.Length || !RespReader.TryReadLine(data, ref at, out var line))
            {
                return false;
            }

            if (line.IsEmpty || line[0] != (byte)'$')
            {
                throw new InvalidDataException("expected '$'");
            }

            var length = RespReader.ParseLength(line[1..]);
            if (length < 0 || data.Length - at < length + 2)
            {
                return length < 0 ? throw new InvalidDataException("invalid bulk length") : false;
            }

            Add(at, length);
            at += length + 2;
        }

        Length = at;
        return true;
    }

    private bool TryParseInline(ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf((byte)'\n');
        if (end < 0)
        {
            return data.Length > 64 * 1024 ? throw new InvalidDataException("too big inline request") : false;
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
