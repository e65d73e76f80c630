using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.WebSockets;

namespace DemoApp.Lab.KubeApi.Spdy;

/// <summary>
/// The serving end of SPDY/3.1 over any transport: reads frames, hands new streams on, answers pings. Streams are opened by the other
/// end only. Whatever comes, the connection ends without an exception, and every stream with it.
/// </summary>
internal sealed class SpdyConnection(Stream transport, ISpdyStreams streams, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private const uint IdBits = 0x7FFF_FFFF;
    private const uint ProtocolError = 1, RefusedStream = 3;
    private const int SynStreamPrefix = 10;
    private static readonly byte[] ZlibHeader = [0x78, 0x01];

    /// <summary>A count of nought, and the empty block that lets Go's inflater hand it out without asking for more.</summary>
    private static readonly byte[] NoHeaders = [.. StoredBlock.Of([0, 0, 0, 0]), .. StoredBlock.Of([])];

    private readonly ConcurrentDictionary<uint, SpdyStream> open = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly HeaderReader headers = new();
    private readonly CancellationTokenSource over = new(Timeout.InfiniteTimeSpan, time);
    private uint lastId;
    private bool replied;
    private bool leaving;

    /// <summary>Serves until the other end leaves, sends what is no SPDY, or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            var frames = new FrameReader(transport);
            while (await frames.ReadAsync(ct) is { } frame)
            {
                await HandleAsync(frame, ct);
            }
        }
        catch (SpdyException)
        {
            await SayGoodbyeAsync(ProtocolError);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await SayGoodbyeAsync(0);
        }
        catch (Exception e) when (IsGone(e))
        {
            // The other end left in the middle of something.
        }
        await over.CancelAsync();
        foreach (var stream in open.Values)
        {
            stream.Abort();
        }
    }

    /// <exception cref="IOException">The other end is gone.</exception>
    public async Task SendAsync(Frame frame, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            // A frame goes out whole: only the end of the connection may cut it short.
            await transport.WriteAsync(frame.ToBytes(), over.Token);
            await transport.FlushAsync(over.Token);
        }
        catch (Exception e) when (IsGone(e))
        {
            throw new IOException("the other end is gone", e);
        }
        finally
        {
            writing.Release();
        }
    }

    public void Forget(SpdyStream stream) => open.TryRemove(stream.Id, out _);

    public void Dispose()
    {
        headers.Dispose();
        over.Dispose();
        writing.Dispose();
    }

    private static bool IsGone(Exception e) => e is IOException or WebSocketException or ObjectDisposedException or OperationCanceledException;

    private Task HandleAsync(Frame frame, CancellationToken ct)
    {
        switch (frame.Type)
        {
            case FrameType.SynStream:
                return OpenAsync(frame, ct);
            case FrameType.Data when open.TryGetValue(frame.Stream, out var stream):
                return stream.ReceiveAsync(frame.Payload, frame.IsLast, ct);
            case FrameType.RstStream when open.TryRemove(frame.Word(0) & IdBits, out var stream):
                stream.Abort();
                return Task.CompletedTask;
            case FrameType.Headers when frame.Payload.Length >= 4:
                headers.Read(frame.Payload[4..]);
                return Task.CompletedTask;
            case FrameType.Ping when frame.Word(0) % 2 == 1:
                return SendAsync(frame, ct);
            case FrameType.GoAway:
                leaving = true;
                return Task.CompletedTask;
            default:
                // Settings and windows mean nothing here; frames of unknown types and of streams already over are passed by.
                return Task.CompletedTask;
        }
    }

    private async Task OpenAsync(Frame frame, CancellationToken ct)
    {
        if (frame.Payload.Length < SynStreamPrefix)
        {
            throw new SpdyException($"a SYN_STREAM of {frame.Payload.Length} bytes");
        }
        var id = frame.Word(0) & IdBits;
        var stream = new SpdyStream(this, id, headers.Read(frame.Payload[SynStreamPrefix..]));
        if (id % 2 == 0 || id <= lastId || leaving)
        {
            await ResetAsync(id, ProtocolError, ct);
            return;
        }
        lastId = id;
        if (!streams.Accepts(stream.Headers))
        {
            await ResetAsync(id, RefusedStream, ct);
            return;
        }
        open[id] = stream;
        await SendAsync(new Frame(FrameType.SynReply, 0, 0, (byte[])[.. Words(id), .. replied ? [] : ZlibHeader, .. NoHeaders]), ct);
        replied = true;
        await stream.ReceiveAsync(default, frame.IsLast, ct);
        streams.Open(stream);
    }

    private Task ResetAsync(uint id, uint status, CancellationToken ct) =>
        SendAsync(new Frame(FrameType.RstStream, 0, 0, Words(id, status)), ct);

    private async Task SayGoodbyeAsync(uint status)
    {
        over.CancelAfter(Patience);
        try
        {
            await SendAsync(new Frame(FrameType.GoAway, 0, 0, Words(lastId, status)), CancellationToken.None);
        }
        catch (IOException)
        {
            // It had left already.
        }
    }

    private static byte[] Words(params ReadOnlySpan<uint> words)
    {
        var bytes = new byte[4 * words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), words[i]);
        }
        return bytes;
    }
}
