using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>
/// Port-forward over SPDY: each connection of the client is a pair of streams under one request id, one for its data and one for what
/// went wrong.
/// </summary>
internal sealed class PortForwardStreams(PodPort pod, CancellationToken ct) : ISpdyStreams
{
    private const string Type = "streamtype", Data = "data", Error = "error";
    private readonly Dictionary<string, SpdyStream> waiting = [];
    private readonly ConcurrentDictionary<uint, Task> forwards = new();

    /// <summary>Every connection has ended. To be awaited after the last stream was opened.</summary>
    public Task Ended => Task.WhenAll(forwards.Values);

    public bool Accepts(IReadOnlyDictionary<string, string> headers) =>
        headers.GetValueOrDefault(Type) is Data or Error && headers.ContainsKey("requestid") && PortOf(headers) > 0;

    public void Open(SpdyStream stream)
    {
        var key = $"{stream.Headers["requestid"]}";
        if (!waiting.Remove(key, out var other))
        {
            waiting[key] = stream;
        }
        else if (stream.Headers[Type] == other.Headers[Type])
        {
            waiting[key] = stream;
        }
        else
        {
            var (data, error) = stream.Headers[Type] == Data ? (stream, other) : (other, stream);
            forwards[data.Id] = ForwardAsync(data, error);
        }
    }

    private async Task ForwardAsync(SpdyStream data, SpdyStream error)
    {
        await Task.Yield();
        try
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(data.Reset, ct);
            if (await pod.ForwardAsync(PortOf(data.Headers), data, gone.Token) is { } said)
            {
                await error.WriteAsync(Encoding.UTF8.GetBytes(said), ct);
            }
            await data.CompleteAsync(ct);
            await error.CompleteAsync(ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client is gone.
        }
        await data.DisposeAsync();
        await error.DisposeAsync();
        forwards.TryRemove(data.Id, out _);
    }

    private static int PortOf(IReadOnlyDictionary<string, string> headers) =>
        ushort.TryParse(headers.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
}
