using System.Collections.Immutable;

namespace DemoApp.EndToEnd.Running;

/// <summary>Someone who types <c>redis-cli PING</c> again and again, and notes what came: answered, refused, hung.</summary>
internal sealed class RedisWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;
    private ImmutableArray<string> seen = [];

    public RedisWatch(DemoProgram program, int cluster) => loop = LoopAsync(program, cluster);

    public IReadOnlyList<string> Seen => seen;

    public string Last => seen.IsEmpty ? "" : seen[^1];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }

    private static string Read(ToolAnswer answer) =>
        answer.Hung ? "hung"
        : answer.Output.Trim() == "PONG" ? "answered"
        : (answer.Output + answer.Error).Contains("Connection refused", StringComparison.Ordinal) ? "refused"
        : "cut";

    private async Task LoopAsync(DemoProgram program, int cluster)
    {
        while (!stop.IsCancellationRequested)
        {
            var what = Read(await program.RedisAsync(cluster, "PING"));
            // A connection that the break cuts in mid-word says nothing about what comes after it.
            if (what != "cut" && Last != what)
            {
                seen = seen.Add(what);
            }
        }
    }
}
