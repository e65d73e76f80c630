using System.Buffers;

namespace DemoApp.Lab.Database.Old;

/// <summary>One connection's replies on their way to the client. Not thread-safe: one per connection.</summary>
internal sealed class ReplyTranslator(Func<Expectation?> next)
{
    private byte[]? queueError;

    /// <summary>A reply in the last batch acknowledges a write.</summary>
    public bool Durable { get; private set; }

    /// <summary>Translates every whole reply at the start of the data; returns the bytes used.</summary>
    public int Translate(ReadOnlySpan<byte> data, IBufferWriter<byte> toClient)
    {
        Durable = false;
        var used = 0;
        var position = 0;
        while (position < data.Length && ReplyScanner.TrySkip(data, ref position))
        {
            var reply = data[used..position];
            used = position;
            if (ReplyScanner.IsPush(reply))
            {
                toClient.Write(reply);
            }
            else
            {
                // A reply to nothing cannot be; forwarding it lets the client see it.
                var expectation = next() ?? new Expectation(ReplyFate.Forward);
                Durable |= expectation.Durable;
                Translate(reply, expectation, toClient);
            }
        }

        return used;
    }

    private void Translate(ReadOnlySpan<byte> reply, Expectation expectation, IBufferWriter<byte> toClient)
    {
        switch (expectation.Fate)
        {
            case ReplyFate.Drop:
                return;
            case ReplyFate.Queued:
                queueError = reply[0] == (byte)'-' ? reply.ToArray() : null;
                return;
            case ReplyFate.Unwrap:
                toClient.Write(queueError is null ? Unwrap(reply) : queueError);
                queueError = null;
                return;
            case ReplyFate.Trim:
                Trim(reply, expectation.Added, toClient);
                return;
            case ReplyFate.Replace:
                toClient.Write(expectation.Literal);
                return;
            case ReplyFate.HideInArray or ReplyFate.HideInScan or ReplyFate.CountKeys when reply[0] != (byte)'-':
                HiddenKeys.Rewrite(reply, expectation.Fate, toClient);
                return;
            default:
                toClient.Write(reply);
                return;
        }
    }

    private static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> reply)
    {
        if (reply[0] != (byte)'*')
        {
            return reply;
        }

        var start = 0;
        RespReader.TryReadLine(reply, ref start, out _);
        var end = start;
        ReplyScanner.TrySkip(reply, ref end);
        return reply[start..end];
    }

    private static void Trim(ReadOnlySpan<byte> reply, int added, IBufferWriter<byte> toClient)
    {
        var start = 0;
        RespReader.TryReadLine(reply, ref start, out var header);
        if (header[0] != (byte)'*' || RespReader.ParseLength(header[1..]) is not (>= 0 and var count))
        {
            toClient.Write(reply);
            return;
        }

        var end = start;
        for (var i = 0; i < count - added; i++)
        {
            ReplyScanner.TrySkip(reply, ref end);
        }

        RespWriter.WriteArrayHeader(toClient, count - added);
        toClient.Write(reply[start..end]);
    }
}
