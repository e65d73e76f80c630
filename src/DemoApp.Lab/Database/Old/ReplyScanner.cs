namespace DemoApp.Lab.Database.Old;

/// <summary>Finds where a reply ends without reading it.</summary>
internal static class ReplyScanner
{
    /// <summary>Moves behind the reply at <paramref name="position"/>; false and unmoved when it is not all there.</summary>
    public static bool TrySkip(ReadOnlySpan<byte> data, ref int position)
    {
        var at = position;
        for (long left = 1; left > 0; left--)
        {
            if (at >= data.Length || !RespReader.TryReadLine(data, ref at, out var line) || line.IsEmpty)
            {
                return false;
            }

            switch (line[0])
            {
                case (byte)'$' or (byte)'=' or (byte)'!':
                    var length = RespReader.ParseLength(line[1..]);
                    at += length < 0 ? 0 : length + 2;
                    break;
                case (byte)'*' or (byte)'~' or (byte)'>':
                    left += Math.Max(0, RespReader.ParseLength(line[1..]));
                    break;
                case (byte)'%':
                    left += 2L * RespReader.ParseLength(line[1..]);
                    break;
                case (byte)'|':
                    // An attribute stands before the reply it belongs to.
                    left += (2L * RespReader.ParseLength(line[1..])) + 1;
                    break;
            }
        }

        if (at > data.Length)
        {
            return false;
        }

        position = at;
        return true;
    }

    /// <summary>True for what a node sends without being asked: RESP3 pushes, and RESP2's messages of publish and subscribe.</summary>
    public static bool IsPush(ReadOnlySpan<byte> reply)
    {
        if (reply[0] != (byte)'*')
        {
            return reply[0] == (byte)'>';
        }

        var at = 0;
        RespReader.TryReadLine(reply, ref at, out _);
        var first = reply[at..];
        return first.StartsWith("$7\r\nmessage\r\n"u8) || first.StartsWith("$8\r\npmessage\r\n"u8) || first.StartsWith("$9\r\nsubscribe\r\n"u8) ||
            first.StartsWith("$10\r\npsubscribe\r\n"u8) || first.StartsWith("$11\r\nunsubscribe\r\n"u8) || first.StartsWith("$12\r\npunsubscribe\r\n"u8);
    }
}
