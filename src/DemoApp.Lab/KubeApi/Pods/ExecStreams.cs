using System.Collections.Concurrent;
using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>The SPDY streams of one exec or attach: one for its end, and one for each of those asked for. Resizes are told to the command.</summary>
internal sealed class ExecStreams(ExecOptions options) : ISpdyStreams
{
    private const string Type = "streamtype", Error = "error", Stdin = "stdin", Stdout = "stdout", Stderr = "stderr", Resize = "resize";
    private readonly ConcurrentDictionary<string, SpdyStream> open = new();
    private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All that was asked for is open.</summary>
    public Task Complete => complete.Task;

    public Stream In => Of(Stdin);

    public Stream Out => Of(Stdout);

    public Stream Err => options.Tty ? Out : Of(Stderr);

    public bool Accepts(IReadOnlyDictionary<string, string> headers) =>
        headers.GetValueOrDefault(Type) is { } type && !open.ContainsKey(type) && (type == Resize || Asked.Contains(type));

    public void Open(SpdyStream stream)
    {
        open[stream.Headers[Type]] = stream;
        if (stream.Headers[Type] == Resize && options.Terminal is { } terminal)
        {
            _ = TakeSizesAsync(stream, terminal);
        }
        if (Asked.All(open.ContainsKey))
        {
            complete.TrySetResult();
        }
    }

    /// <summary>Says how it ended, then that there is no more of anything.</summary>
    /// <exception cref="IOException">The client is gone.</exception>
    public async Task EndAsync(byte[] said, CancellationToken ct)
    {
        await open[Error].WriteAsync(said, ct);
        foreach (var stream in open.Values)
        {
            await stream.CompleteAsync(ct);
            await stream.DisposeAsync();
        }
    }

    private static async Task TakeSizesAsync(SpdyStream stream, TerminalSize terminal)
    {
        await Task.Yield();
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                terminal.Take(buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The session is over.
        }
    }

    private IEnumerable<string> Asked
    {
        get
        {
            yield return Error;
            foreach (var (asked, type) in ((bool, string)[])[(options.Stdin, Stdin), (options.Stdout, Stdout), (options.Stderr, Stderr)])
            {
                if (asked)
                {
                    yield return type;
                }
            }
        }
    }

    private Stream Of(string type) => open.TryGetValue(type, out var stream) ? stream : Stream.Null;
}
