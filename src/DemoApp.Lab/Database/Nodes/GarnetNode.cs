using Garnet;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>
/// One Garnet in this process, in memory only: what it holds is made from the effects on disk, and gone when it ends. It is reached
/// through sessions, not over a socket, so no client can pass the endpoint by.
/// </summary>
internal sealed class GarnetNode : IDisposable
{
    private readonly InProcessServer server = new();
    private readonly GarnetServer garnet;
    private int disposed;

    public GarnetNode(GarnetNodeOptions options, ILoggerFactory loggers)
    {
        garnet = new GarnetServer(options.ToGarnet(), new GarnetLoggers(loggers), [server]);
        garnet.Start();
    }

    public GarnetSession Open(ReplyBuffer? replies = null) => new(server, replies ?? new ReplyBuffer());

    public void Dispose()
    {
        // Garnet's second Dispose throws.
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            garnet.Dispose();
        }
    }
}
