using System.Net.Sockets;
using System.Text.Json.Nodes;
using CsCheck;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.KubeApi.Spdy;
using DemoApp.Lab.KubeApi.Store;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Spdy;

/// <summary>Whatever a client sends as SPDY, the connection ends when the client does, and nothing is thrown.</summary>
public sealed class SpdyFuzzTests
{
    private const int Cases = 3000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly byte[] FirstStream = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. SpdyHeaderTests.Bytes(SpdyHeaderTests.First)];
    private static readonly byte[] SecondStream = [0, 0, 0, 3, 0, 0, 0, 0, 0, 0, .. SpdyHeaderTests.Bytes(SpdyHeaderTests.Second)];

    private static readonly Gen<byte[]> Chance = Gen.OneOf(
        Gen.Select(Gen.Byte[0, 12], Gen.Byte, Gen.Byte.Array[0, 40], (type, flags, payload) => Control(type, flags, payload)),
        Gen.Select(Gen.Byte[0, 2].Select(n => (byte)((2 * n) + 1)), Gen.Byte[0, 1], Gen.Byte.Array[0, 40],
            (id, flags, data) => (byte[])[0, 0, 0, id, flags, 0, 0, (byte)data.Length, .. data]),
        Gen.Select(Gen.Byte[0, 1].Select(n => (byte)((2 * n) + 1)), id => Control(3, 0, [0, 0, 0, id, 0, 0, 0, 5])),
        Gen.Byte.Array[1, 12]);

    [Fact]
    public Task Connection_OfAnyFrames_EndsWithTheClient() => Gen.Select(Gen.Bool, Chance.Array[0, 4], Chance.Array[0, 8]).SampleAsync(async input =>
    {
        var (begins, between, after) = input;
        byte[] said = begins
            ? [.. Control(1, 0, FirstStream), .. between.SelectMany(f => f), .. Control(1, 0, SecondStream), .. after.SelectMany(f => f)]
            : [.. between.SelectMany(f => f), .. after.SelectMany(f => f)];
        var target = new PodTarget(new ApiPath(new ResourceType("", "v1", "Pod", "pods", true), "redis", "p1", "portforward"), new JsonObject());
        var streams = new PortForwardStreams(new PodPort(new NoPorts(), target), default);
        await using var transport = new Replay(said);
        using var connection = new SpdyConnection(transport, streams, TimeProvider.System);
        await connection.RunAsync(default).WaitAsync(Patience, TimeProvider.System);
        await streams.Ended.WaitAsync(Patience, TimeProvider.System);
    }, iter: Cases);

    private static byte[] Control(byte type, byte flags, byte[] payload) =>
        [0x80, 3, 0, type, flags, 0, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];

    private sealed class NoPorts : IPodPorts
    {
        public Task<NetworkStream> ConnectAsync(string ns, string pod, int port, CancellationToken ct) =>
            throw new SocketException((int)SocketError.ConnectionRefused);
    }
}
