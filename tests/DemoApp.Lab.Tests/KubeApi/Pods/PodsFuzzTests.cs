using System.Net.WebSockets;
using System.Text;
using CsCheck;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.Tests.KubeApi.Spdy;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Pods;

/// <summary>Whatever a client sends on an exec's WebSocket, the session ends when the client does, and nothing is thrown.</summary>
public sealed class PodsFuzzTests
{
    private const int Cases = 3000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Gen<byte[]> Payload = Gen.OneOf(
        Gen.Byte.Array[0, 40], Gen.Const((byte[])[255, 0]), Gen.Byte.Array[0, 10].Select(data => (byte[])[0, .. data]),
        Gen.String[0, 10].Select(text => Encoding.UTF8.GetBytes("0" + text)));

    /// <summary>Frames that are well formed but for what chance puts in them, and here and there bytes that are no frame.</summary>
    private static readonly Gen<byte[]> Message = Gen.OneOf(
        Gen.Select(Gen.Byte, Payload, (opcode, data) => (byte[])[(byte)(0x80 | (opcode & 0xF)), (byte)(0x80 | data.Length), 0, 0, 0, 0, .. data]),
        Gen.Select(Gen.Byte, Payload, (opcode, data) => (byte[])[(byte)(opcode & 0x3), (byte)(0x80 | data.Length), 0, 0, 0, 0, .. data]),
        Gen.Select(Payload, data => (byte[])[0x82, (byte)(0x80 | data.Length), 0, 0, 0, 0, .. data]),
        Gen.Byte.Array[1, 12]);

    [Fact]
    public Task Exec_OfAnyFrames_EndsWithTheClient() => Gen.Select(Message.Array[0, 12], Gen.Int[0, 5], Gen.Bool).SampleAsync(async input =>
    {
        var (messages, which, cat) = input;
        var protocol = ChannelProtocol.Known[which];
        using var transport = new Replay([.. messages.SelectMany(m => m)]);
        using var socket = new ChannelSocket(WebSocket.CreateFromStream(transport, new WebSocketCreationOptions { IsServer = true }), protocol.Base64, default);
        var process = new ContainerProcess(cat ? Cat : Sleep, default);
        var session = new ExecChannels(socket, protocol, new(true, true, true, false), TimeProvider.System).RunAsync(process, default);
        await session.WaitAsync(Patience, TimeProvider.System);
    }, iter: Cases);

    private static async Task<int> Cat(Stream stdin, Stream stdout, Stream stderr, CancellationToken ct)
    {
        await stdin.CopyToAsync(stdout, ct);
        return 0;
    }

    private static async Task<int> Sleep(Stream stdin, Stream stdout, Stream stderr, CancellationToken ct)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        return 0;
    }
}
