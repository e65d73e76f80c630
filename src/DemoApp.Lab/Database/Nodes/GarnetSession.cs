using System.Runtime.CompilerServices;
using Garnet.networking;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>One session of a <see cref="GarnetNode"/>. Not for two threads at once.</summary>
internal sealed class GarnetSession(InProcessServer server, ReplyBuffer replies) : IDisposable
{
    private readonly IMessageConsumer session = server.Open(replies);

    public ReplyBuffer Replies { get; } = replies;

    /// <summary>Runs whole commands; their replies are added to <see cref="Replies"/>.</summary>
    /// <param name="requests">In a pinned array: Garnet keeps pointers into it, and writes command names in capitals.</param>
    /// <returns>How many bytes it took; less than all when it could not make sense of the rest.</returns>
    public unsafe int Run(Span<byte> requests) =>
        requests.IsEmpty ? 0 : session.TryConsumeMessages((byte*)Unsafe.AsPointer(ref requests[0]), requests.Length);

    public void Dispose() => server.Close(session);
}
