namespace DemoApp.Lab.Database.Writing;

/// <summary>Walks over the replies of a session.</summary>
internal ref struct Replies(ReadOnlySpan<byte> all)
{
    private static readonly RespValue Ok = new((byte)'+', "OK"u8.ToArray(), null);
    private static readonly RespValue Number = new((byte)':', [], null);
    private readonly ReadOnlySpan<byte> all = all;
    private int at;

    public readonly bool AtEnd => at >= all.Length;

    /// <summary>The next reply whole, as bytes and as a value in RESP2.</summary>
    public RespValue Next(out ReadOnlySpan<byte> bytes)
    {
        var start = at;
        if (all[at..].StartsWith("+OK\r\n"u8))
        {
            at += 5;
            bytes = all[start..at];
            return Ok;
        }

        var value = RespReader.TryRead(all, ref at, out var read) ? read : throw new InvalidDataException("The node owes a reply.");
        bytes = all[start..at];
        return Plain(value);
    }

    public RespValue Next() => Next(out _);

    /// <summary>As <see cref="Next(out ReadOnlySpan{byte})"/>, for who asks only whether it is an error: numbers are not read.</summary>
    public RespValue Skip(out ReadOnlySpan<byte> bytes)
    {
        var start = at;
        if (all[at] != (byte)':' || !RespReader.TryReadLine(all, ref at, out _))
        {
            return Next(out bytes);
        }

        bytes = all[start..at];
        return Number;
    }

    /// <summary>Moves into the next reply, an array, and returns how many items it has; -1 and unmoved when it is none.</summary>
    public int Enter()
    {
        if (all[at] != (byte)'*' || !RespReader.TryReadLine(all, ref at, out var line))
        {
            return -1;
        }

        return RespReader.ParseLength(line[1..]);
    }

    private static bool IsPlain(RespValue value) => value.Kind is (byte)'$' or (byte)':';

    /// <summary>What RESP2 has for a value of RESP3.</summary>
    private static RespValue Plain(RespValue value) => value.Kind switch
    {
        (byte)'_' => new RespValue((byte)'$', null, null),
        (byte)',' or (byte)'=' or (byte)'(' => value with { Kind = (byte)'$' },
        (byte)'#' => new RespValue((byte)':', value.Bytes is [(byte)'t'] ? "1"u8.ToArray() : "0"u8.ToArray(), null),
        (byte)'*' or (byte)'~' or (byte)'%' or (byte)'>' when value.Items is { } items =>
            new RespValue((byte)'*', null, Array.TrueForAll(items, IsPlain) ? items : Array.ConvertAll(items, Plain)),
        _ => value,
    };
}
