using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>
/// Port-forward over the channels of a WebSocket, as the client libraries do: two channels a port, data and error, each begun with
/// the port's number. One connection a port, open from the start.
/// </summary>
internal sealed class PortForwardChannels(ChannelSocket socket, PodPort pod, TimeProvider time)
{
    /// <exception cref="ApiError">400 when no port, or none that can be, is named.</exception>
    public static IReadOnlyList<ushort> Ports(IQueryCollection query)
    {
        var named = query["ports"].SelectMany(p => (p ?? "").Split(',')).ToList();
        return named.Count == 0
            ? throw ApiError.BadRequest("query parameter \"ports\" is required")
            : [.. named.Select(p => !ushort.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? throw ApiError.BadRequest($"unable to parse \"{p}\" as a port: strconv.ParseUint: parsing \"{p}\": invalid syntax")
                : port > 0 ? port : throw ApiError.BadRequest($"port \"{p}\" must be > 0"))];
    }

    public async Task RunAsync(IReadOnlyList<ushort> ports, CancellationToken life)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(life);
        var connections = ports.Select((_, i) => new ChannelConnection(socket, (byte)(2 * i))).ToList();
        try
        {
            for (var i = 0; i < 2 * ports.Count; i++)
            {
                var begin = new byte[2];
                BinaryPrimitives.WriteUInt16LittleEndian(begin, ports[i / 2]);
                await socket.SendAsync((byte)i, begin, left.Token);
            }
        }
        catch (IOException)
        {
            return;
        }
        var receiving = ReceiveAsync(connections, left);
        await Task.WhenAll(ports.Select((port, i) => ForwardAsync(port, connections[i], (byte)(2 * i + 1), left.Token)));
        await socket.EndAsync(receiving, time);
    }

    private async Task ForwardAsync(ushort port, ChannelConnection data, byte error, CancellationToken ct)
    {
        try
        {
            if (await pod.ForwardAsync(port, data, ct) is { } said)
            {
                await socket.SendAsync(error, Encoding.UTF8.GetBytes(said), ct);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client is gone.
        }
        await data.DisposeAsync();
    }

    private async Task ReceiveAsync(List<ChannelConnection> connections, CancellationTokenSource left)
    {
        await socket.ReceiveAsync((channel, data, ct) =>
            channel % 2 == 0 && channel / 2 < connections.Count ? connections[channel / 2].ReceiveAsync(data, ct) : ValueTask.CompletedTask);
        await left.CancelAsync();
        foreach (var connection in connections)
        {
            await connection.CompleteAsync();
        }
    }
}
