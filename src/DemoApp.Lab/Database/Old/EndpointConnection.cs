using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Sockets;

namespace DemoApp.Lab.Database.Old;

/// <summary>
/// A client's connection and the one to the node behind it. Freezing ends both directions for good and leaves the client's socket open:
/// a frozen connection can only be closed, because resuming one that lost bytes would give a client another command's reply.
/// </summary>
internal sealed class EndpointConnection(Socket client, EffectLog log) : IDisposable
{
    private readonly ConcurrentQueue<Expectation> expected = new();
    private readonly CancellationTokenSource stop = new();
    private volatile bool frozen;

    /// <summary>Copies until one side ends. Closes the client's socket unless frozen.</summary>
    public async Task RunAsync(GarnetNode node)
    {
        using var backend = new Socket(node.Address.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await backend.ConnectAsync(node.Address, stop.Token);
            var requests = SendRequestsAsync(backend);
            var replies = SendRepliesAsync(backend, node);
            await Task.WhenAny(requests, replies);
            if (!requests.IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
            }

            // A client that ended its side still gets the replies to what it asked.
            await Task.WhenAll(requests, replies);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or InvalidDataException or IOException)
        {
            await stop.CancelAsync();
        }
        finally
        {
            if (!frozen)
            {
                client.Dispose();
            }
        }
    }

    public void Freeze()
    {
        frozen = true;
        stop.Cancel();
    }

    /// <summary>Ends it; the client sees a reset.</summary>
    public void Dispose()
    {
        try
        {
            client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already gone.
        }

        client.Dispose();
        stop.Cancel();
    }

    private async Task SendRequestsAsync(Socket backend)
    {
        var received = new ReceiveBuffer();
        var toNode = new ArrayBufferWriter<byte>();
        var translator = new RequestTranslator(log);
        var batch = new List<Expectation>();
        while (await received.ReceiveAsync(client, stop.Token))
        {
            received.Consume(translator.Translate(received.Span, toNode, batch));
            foreach (var expectation in batch)
            {
                expected.Enqueue(expectation);
            }

            batch.Clear();
            await SendAsync(backend, toNode);
        }

        backend.Shutdown(SocketShutdown.Send);
    }

    private async Task SendRepliesAsync(Socket backend, GarnetNode node)
    {
        var received = new ReceiveBuffer();
        var toClient = new ArrayBufferWriter<byte>();
        var translator = new ReplyTranslator(() => expected.TryDequeue(out var next) ? next : null);
        while (await received.ReceiveAsync(backend, stop.Token))
        {
            received.Consume(translator.Translate(received.Span, toClient));
            if (translator.Durable)
            {
                await node.WaitForCommitAsync(stop.Token);
                log.Grew();
            }

            await SendAsync(client, toClient);
        }

        // The node ended the connection: so does the endpoint.
        await stop.CancelAsync();
    }

    private async ValueTask SendAsync(Socket to, ArrayBufferWriter<byte> bytes)
    {
        for (var rest = bytes.WrittenMemory; rest.Length > 0;)
        {
            rest = rest[await to.SendAsync(rest, SocketFlags.None, stop.Token)..];
        }

        bytes.ResetWrittenCount();
    }
}
