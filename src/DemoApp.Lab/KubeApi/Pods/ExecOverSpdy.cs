using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>One exec or attach over SPDY, by the protocol v4.channel.k8s.io.</summary>
internal sealed class ExecOverSpdy(Stream transport, ExecOptions options, TimeProvider time)
{
    private static readonly TimeSpan ToOpen = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ToLeave = TimeSpan.FromSeconds(2);

    public static ChannelProtocol Protocol { get; } = ChannelProtocol.Known.First(p => p is { Version: 4, Base64: false });

    public async Task RunAsync(ContainerProcess process, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var streams = new ExecStreams(options);
        using var connection = new SpdyConnection(transport, streams, time);
        var serving = ServeAsync(connection, left, over.Token);
        try
        {
            await streams.Complete.WaitAsync(ToOpen, time, left.Token);
            if (await process.RunAsync(streams.In, streams.Out, streams.Err, left.Token) is { } end)
            {
                await streams.EndAsync(end.ToBytes(Protocol), left.Token);
                await serving.WaitAsync(ToLeave, time, ct);
            }
        }
        catch (Exception e) when (e is IOException or TimeoutException or OperationCanceledException)
        {
            // The client is gone, or never asked for what it announced.
        }
        await over.CancelAsync();
        await serving;
    }

    private static async Task ServeAsync(SpdyConnection connection, CancellationTokenSource left, CancellationToken ct)
    {
        await connection.RunAsync(ct);
        await left.CancelAsync();
    }
}
