using System.IO.Pipelines;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>One exec or attach over the channels of a WebSocket. Resizes of the terminal are told to the command.</summary>
internal sealed class ExecChannels(ChannelSocket socket, ChannelProtocol protocol, ExecOptions options, TimeProvider time)
{
    private const byte Stdin = 0, Stdout = 1, Stderr = 2, Error = 3, Resize = 4, Close = 255;
    private const int Held = 1024 * 1024;
    private readonly Pipe stdin = new(new PipeOptions(pauseWriterThreshold: Held, resumeWriterThreshold: Held / 2));

    public async Task RunAsync(ContainerProcess process, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await socket.SendAsync(options.Stdout ? Stdout : options.Stderr ? Stderr : Error, default, ct);
        }
        catch (IOException)
        {
            return;
        }
        var receiving = ReceiveAsync(left);
        var end = await process.RunAsync(
            options.Stdin ? stdin.Reader.AsStream() : Stream.Null, Output(options.Stdout, Stdout), Errors(), left.Token);
        await stdin.Reader.CompleteAsync();
        try
        {
            if (!left.IsCancellationRequested && end?.ToBytes(protocol) is { Length: > 0 } said)
            {
                await socket.SendAsync(Error, said, ct);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Nobody is left to tell.
        }
        await socket.EndAsync(receiving, time);
    }

    private Stream Errors() => options.Tty ? Output(options.Stdout, Stdout) : Output(options.Stderr, Stderr);

    private Stream Output(bool asked, byte channel) => asked ? new ChannelStream(socket, channel) : Stream.Null;

    /// <summary>A client that leaves ends the command, and is told nothing more: its leaving comes before the end of its input.</summary>
    private async Task ReceiveAsync(CancellationTokenSource left)
    {
        var closed = false;
        await socket.ReceiveAsync(async (channel, data, ct) =>
        {
            if (channel == Stdin && options.Stdin && !closed)
            {
                await stdin.Writer.WriteAsync(data, ct);
            }
            else if (channel == Resize)
            {
                options.Terminal?.Take(data.Span);
            }
            else if (channel == Close && protocol.CanCloseStdin && data.Span[0] == Stdin)
            {
                closed = true;
                await stdin.Writer.CompleteAsync();
            }
        });
        await left.CancelAsync();
        await stdin.Writer.CompleteAsync();
    }
}
