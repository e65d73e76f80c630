using System.Net.Sockets;

namespace DemoApp.Bench.Proxies;

/// <summary>
/// One connection through a service. Bytes are passed on, held, or lost; once some were lost the connection is dead for good, since a
/// client would take later replies for those that are missing.
/// </summary>
internal sealed class Pipe(Socket client, Socket? server, Action<int> sent)
{
    private volatile TaskCompletionSource? held;
    private volatile bool dead = server is null;

    /// <summary>Returns once either side has ended; a dead one ends with its client.</summary>
    public async Task RunAsync()
    {
        var up = CopyAsync(client, server, sent);
        var down = server is null ? Task.CompletedTask : CopyAsync(server, client, static _ => { });
        await Task.WhenAny(up, down);
        if (dead)
        {
            await up;
        }
        Close();
        await Task.WhenAll(up, down);
    }

    public void Die() => dead = true;

    public void Hold() => held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        held?.TrySetResult();
        held = null;
    }

    public void Close()
    {
        Release();
        client.Dispose();
        server?.Dispose();
    }

    /// <summary>The client meets "connection reset", whatever it does next.</summary>
    public void Reset()
    {
        try
        {
            client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
        Close();
    }

    private async Task CopyAsync(Socket from, Socket? to, Action<int> count)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var length)
            {
                count(length);
                if (held is { } until)
                {
                    await until.Task;
                }
                for (var done = 0; !dead && done < length;)
                {
                    done += await to!.SendAsync(buffer.AsMemory(done, length - done));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Ended by either side, or by us.
        }
    }
}
