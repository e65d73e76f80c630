using System.Buffers;
using System.Text;
using DemoApp.Lab.Database;
using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Commands;
using CommandTable = DemoApp.Lab.Database.Commands.CommandTable;
using Effect = DemoApp.Lab.Database.ActiveActive.Effect;
using StampClock = DemoApp.Lab.Database.ActiveActive.StampClock;

namespace DemoApp.Lab.Tests.Database.Commands;

/// <summary>A site with a real node: commands are executed on it and become effects, effects of others become commands.</summary>
internal sealed class NodeSite : IAsyncDisposable
{
    private readonly MemoryNode node;
    private readonly ArrayBufferWriter<byte> toNode = new();
    private readonly NodeView view;
    private readonly Author author;

    private NodeSite(string name, MemoryNode node)
    {
        this.node = node;
        view = new NodeView(toNode);
        Replica = new Replica(ReplicaId.Of(name, "node"), new StampClock(TimeProvider.System));
        author = new Author(Replica, view);
    }

    public Replica Replica { get; }

    /// <summary>Effects that the other site has not yet.</summary>
    public List<Effect> Unsent { get; } = [];

    public static async Task<NodeSite> StartAsync(string name, CancellationToken ct) => new(name, await MemoryNode.StartAsync(ct));

    public Task<RespValue> DoAsync(CancellationToken ct, params string[] words) =>
        DoAsync(words.Select(Encoding.UTF8.GetBytes).ToArray(), ct);

    public async Task<RespValue> DoAsync(byte[][] command, CancellationToken ct)
    {
        var info = CommandTable.Find(command);
        if (info.Kind == CommandKind.Refused)
        {
            return new RespValue((byte)'-', Encoding.UTF8.GetBytes(info.Refusal!), null);
        }

        if (info.Rule is not { } rule)
        {
            return await node.AskAsync(ct, command);
        }

        if (rule.Waits(command) && rule.Answer(command, author) is { } answer)
        {
            Unsent.AddRange(author.Take());
            await FlushAsync(ct);
            return answer;
        }

        var before = rule.Before(command);
        var after = rule.After(command);
        byte[][][] all = [.. before, command, .. after];
        foreach (var one in all)
        {
            node.Write(one);
        }

        await node.FlushAsync(ct);
        var replies = new RespValue[all.Length];
        for (var i = 0; i < replies.Length; i++)
        {
            replies[i] = await node.ReadAsync(ct);
        }

        var reply = replies[before.Count];
        if (!reply.IsError)
        {
            rule.Derive(new WriteOutcome(command, reply, replies[..before.Count], replies[(before.Count + 1)..]), author);
            Unsent.AddRange(author.Take());
            await FlushAsync(ct);
        }

        return reply;
    }

    public async Task ReceiveAsync(List<Effect> effects, CancellationToken ct)
    {
        foreach (var effect in effects)
        {
            Replica.Apply(effect, view);
        }

        effects.Clear();
        await FlushAsync(ct);
    }

    /// <summary>Every key as the node tells it, in order.</summary>
    public async Task<string> DumpAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var name in RandomCommands.AllKeys)
        {
            var key = Encoding.UTF8.GetBytes(name);
            var type = (await node.AskAsync(ct, "TYPE"u8.ToArray(), key)).Text;
            if (type == "none")
            {
                continue;
            }

            byte[][] question = type switch
            {
                "string" => ["GET"u8.ToArray(), key],
                "hash" => ["HGETALL"u8.ToArray(), key],
                "set" => ["SMEMBERS"u8.ToArray(), key],
                _ => ["ZRANGE"u8.ToArray(), key, "0"u8.ToArray(), "-1"u8.ToArray(), "WITHSCORES"u8.ToArray()],
            };
            var value = await node.AskAsync(ct, question);
            var until = (await node.AskAsync(ct, "PEXPIRETIME"u8.ToArray(), key)).Text;
            lines.Add($"{name} {type} {Show(type, value)} {until}");
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    private static string Show(string type, RespValue value)
    {
        if (value.Items is { } items)
        {
            var texts = items.Select(item => item.Text).ToList();
            var entries = type == "set" ? texts : texts.Chunk(2).Select(pair => string.Join('=', pair));
            return string.Join(' ', entries.Order(StringComparer.Ordinal));
        }

        // The same registers may be packed in two ways.
        return HyperLogLogBytes.Read(value.Bytes) is { } registers ? Convert.ToHexString(registers.Where(register =>
            register > 0).ToArray()) : value.Bytes!.Any(b => b is < 32 or > 126) ? Convert.ToHexString(value.Bytes!) : value.Text;
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        if (view.Commands == 0)
        {
            return;
        }

        node.WriteEncoded(toNode.WrittenSpan);
        await node.FlushAsync(ct);
        for (var left = view.Commands; left > 0; left--)
        {
            (await node.ReadAsync(ct)).ThrowIfError();
        }

        view.Reset();
        toNode.ResetWrittenCount();
    }
}
