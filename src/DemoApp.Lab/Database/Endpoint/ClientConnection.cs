using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// A client's connection. What only reads goes to the connection's own session of the primary's Garnet, at once and on the same thread;
/// writes go to the writer and are waited for. So the order of a client's commands is the order of their replies and of their effects.
/// </summary>
internal sealed partial class ClientConnection : IDisposable
{
    private readonly Socket client;
    private readonly ClientContext context;
    private readonly CancellationTokenSource stop = new();
    private readonly ReceiveBuffer received = new();
    private readonly ClientOutput output;
    private volatile bool frozen;

    public ClientConnection(Socket client, ClientContext context)
    {
        (this.client, this.context) = (client, context);
        output = new ClientOutput(client, stop.Token);
        output.Replies.Killed = stop.Cancel;
    }

    /// <summary>Answers until one side ends. Closes the client's socket unless frozen.</summary>
    public async Task RunAsync(LiveSite serving)
    {
        try
        {
            using (output)
            using (var session = serving.Writer.Primary.Node.Open(output.Replies))
            {
                var conversation = new Conversation(context, serving, output, session, stop.Token);
                var pipeline = new Pipeline(conversation, received, new SingleCommands(conversation, Dispose));
                while (!conversation.Quits && await received.ReceiveAsync(client, stop.Token))
                {
                    await pipeline.AnswerAsync();
                    await output.FlushAsync();
                }
            }
        }
        catch (RequestException e)
        {
            await EndAsync(e.Message);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The client left, or the node ended.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.Failed(context.Logger, e);
        }
        finally
        {
            if (!frozen)
            {
                client.Dispose();
            }
        }
    }

    /// <summary>
    /// Ends both directions for good and leaves the client's socket open: resuming one that lost bytes would give a client another
    /// command's reply.
    /// </summary>
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

    /// <summary>What came before the mistake was answered; the rest is not read.</summary>
    private async Task EndAsync(string error)
    {
        try
        {
            output.Replies.Append(System.Text.Encoding.UTF8.GetBytes($"-{error}\r\n"));
            await output.FlushAsync();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It left without waiting for it.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A client's connection failed")]
        public static partial void Failed(ILogger logger, Exception e);
    }
}
