using System.Buffers;
using System.Globalization;
using System.Text;

namespace DemoApp.Lab.Database.Old;

/// <summary>
/// One connection's commands on their way to the node. With peers, a write becomes a transaction of the write, its registers and its
/// entry in the log: the three are on disk together or not at all, and the log's order is the order of execution, because every such
/// transaction locks the log. A client's own transaction gets the same commands before its EXEC. Not thread-safe: one per connection.
/// </summary>
internal sealed class RequestTranslator(EffectLog log)
{
    /// <summary>Garnet answers it with an error, in a transaction too, which keeps replies in step and aborts the transaction.</summary>
    private static readonly byte[] Unknown = "*1\r\n$7\r\nREFUSED\r\n"u8.ToArray();

    private readonly CommandFrame frame = new();
    private readonly List<Effect> queued = [];
    private bool inTransaction;
    private bool watching;

    /// <summary>Translates every whole command at the start of the data; returns the bytes used.</summary>
    public int Translate(ReadOnlySpan<byte> data, IBufferWriter<byte> toNode, List<Expectation> expected)
    {
        var used = 0;
        while (frame.TryParse(data[used..]))
        {
            if (frame.Count > 0)
            {
                Translate(data.Slice(used, frame.Length), CommandTable.RoleOf(frame.Arg(data[used..], 0)), toNode, expected);
            }

            used += frame.Length;
        }

        return used;
    }

    private void Translate(ReadOnlySpan<byte> command, CommandRole role, IBufferWriter<byte> toNode, List<Expectation> expected)
    {
        switch (role)
        {
            case CommandRole.Write when log.Enabled && (inTransaction || !watching):
                Write(command, toNode, expected);
                return;
            case CommandRole.Exec:
                Exec(command, toNode, expected);
                return;
            case CommandRole.Refuse:
                Refuse($"-ERR {Name(command)} is not allowed on this database\r\n", toNode, expected);
                return;
            case CommandRole.Select when frame.Count == 2 && !frame.Arg(command, 1).SequenceEqual("0"u8):
                Refuse("-ERR DB index is out of range\r\n", toNode, expected);
                return;
            case CommandRole.CountKeys when !inTransaction:
                toNode.Write("*2\r\n$4\r\nKEYS\r\n$1\r\n*\r\n"u8);
                expected.Add(new Expectation(ReplyFate.CountKeys));
                return;
            case CommandRole.HideInArray or CommandRole.HideInScan when !inTransaction:
                Forward(command, toNode);
                expected.Add(new Expectation(role == CommandRole.HideInScan ? ReplyFate.HideInScan : ReplyFate.HideInArray));
                return;
            case CommandRole.Subscribe:
                // Their replies are pushed, one for each channel.
                Forward(command, toNode);
                return;
        }

        (inTransaction, watching) = role switch
        {
            CommandRole.Multi => (true, watching),
            CommandRole.Discard => (false, false),
            CommandRole.Watch => (inTransaction, true),
            CommandRole.Unwatch => (inTransaction, false),
            _ => (inTransaction, watching),
        };
        if (role is CommandRole.Multi or CommandRole.Discard)
        {
            queued.Clear();
        }

        Forward(command, toNode);
        expected.Add(new Expectation(ReplyFate.Forward, Durable: role is CommandRole.Forward or CommandRole.Write));
    }

    private void Write(ReadOnlySpan<byte> command, IBufferWriter<byte> toNode, List<Expectation> expected)
    {
        var args = new byte[frame.Count][];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = frame.Arg(command, i).ToArray();
        }

        var effects = Effects.Of(args, log.Clock);
        if (inTransaction || effects.Count == 0)
        {
            queued.AddRange(inTransaction ? effects : []);
            Forward(command, toNode);
            expected.Add(new Expectation(ReplyFate.Forward, Durable: true));
            return;
        }

        toNode.Write("*1\r\n$5\r\nMULTI\r\n"u8);
        expected.Add(new Expectation(ReplyFate.Drop));
        Forward(command, toNode);
        expected.Add(new Expectation(ReplyFate.Queued));
        AddLogEntries(effects, toNode, expected);
        toNode.Write("*1\r\n$4\r\nEXEC\r\n"u8);
        expected.Add(new Expectation(ReplyFate.Unwrap, Durable: true));
    }

    private void Exec(ReadOnlySpan<byte> command, IBufferWriter<byte> toNode, List<Expectation> expected)
    {
        var added = inTransaction && queued.Count > 0 ? AddLogEntries(queued, toNode, expected) : 0;
        Forward(command, toNode);
        expected.Add(new Expectation(added > 0 ? ReplyFate.Trim : ReplyFate.Forward, Durable: true, added));
        queued.Clear();
        inTransaction = watching = false;
    }

    /// <summary>Adds the registers and the one command that appends to the log; returns how many commands that were.</summary>
    private static int AddLogEntries(List<Effect> effects, IBufferWriter<byte> toNode, List<Expectation> expected)
    {
        var added = 1;
        foreach (var effect in effects)
        {
            if (effect.Register is { } register)
            {
                RegisterCommand.Write(toNode, register, effect.Stamp);
                expected.Add(new Expectation(ReplyFate.Drop));
                added++;
            }
        }

        RespWriter.WriteArrayHeader(toNode, effects.Count + 2);
        RespWriter.WriteBulk(toNode, "RPUSH"u8);
        RespWriter.WriteBulk(toNode, ReplicationKeys.Log);
        foreach (var effect in effects)
        {
            RespWriter.WriteBulk(toNode, effect.Encode());
        }

        expected.Add(new Expectation(ReplyFate.Drop));
        return added;
    }

    private static void Refuse(string reply, IBufferWriter<byte> toNode, List<Expectation> expected)
    {
        toNode.Write(Unknown);
        expected.Add(new Expectation(ReplyFate.Replace, Literal: Encoding.ASCII.GetBytes(reply)));
    }

    private void Forward(ReadOnlySpan<byte> command, IBufferWriter<byte> toNode)
    {
        if (!frame.IsInline)
        {
            toNode.Write(command);
            return;
        }

        RespWriter.WriteArrayHeader(toNode, frame.Count);
        for (var i = 0; i < frame.Count; i++)
        {
            RespWriter.WriteBulk(toNode, frame.Arg(command, i));
        }
    }

    private string Name(ReadOnlySpan<byte> command) =>
        Encoding.ASCII.GetString(frame.Arg(command, 0)).ToUpper(CultureInfo.InvariantCulture);
}
