using System.Globalization;
using System.Text;
using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// Blocking pops of sorted sets: tried without blocking, and again whenever something was written, until the time is over. The client
/// gets nothing else meanwhile, and is not read.
/// </summary>
internal sealed class BlockingPops(Conversation client)
{
    /// <summary>The table refuses them, because they must not reach the writer as they are; in a transaction they stay refused.</summary>
    public static bool Takes(CommandInfo command) => command.Name is "BZPOPMIN" or "BZPOPMAX" or "BZMPOP";

    public async ValueTask AnswerAsync(CommandInfo command, byte[][] args)
    {
        var timeoutAt = command.Name is "BZMPOP" ? 1 : args.Length - 1;
        if (args.Length < 3)
        {
            client.Error($"ERR wrong number of arguments for '{command.Name}' command");
            return;
        }

        var timeout = Encoding.ASCII.GetString(args[timeoutAt]);
        if (!double.TryParse(timeout, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            client.Error("ERR timeout is not a float or out of range");
            return;
        }

        if (!(seconds >= 0 && seconds < 1e9))
        {
            client.Error(seconds < 0 ? "ERR timeout is negative" : "ERR timeout is out of range");
            return;
        }

        var started = client.Context.Time.GetTimestamp();
        while (true)
        {
            var changed = client.Live.Writer.Changed;
            if (await PopAsync(command, args))
            {
                return;
            }

            var passed = client.Context.Time.GetElapsedTime(started);
            var left = seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds) - passed;
            if (seconds > 0 && left <= TimeSpan.Zero)
            {
                client.Replies.Append(client.Protocol == 3 ? "_\r\n"u8 : "*-1\r\n"u8);
                return;
            }

            await client.Output.FlushAsync();
            await changed.WaitAsync(left, client.Context.Time, client.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            client.Ended.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One try over all keys; true when it was answered.</summary>
    private async ValueTask<bool> PopAsync(CommandInfo command, byte[][] args)
    {
        if (command.Name is "BZMPOP")
        {
            return await TryAsync("ZMPOP", ["ZMPOP"u8.ToArray(), .. args[2..]], null);
        }

        var pop = command.Name[1..];
        foreach (var key in args[1..^1])
        {
            if (await TryAsync(pop, [Encoding.ASCII.GetBytes(pop), key], key))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="name">Of the command that does not block.</param>
    /// <param name="args">It and its arguments.</param>
    /// <param name="key">Put before its reply; null: the reply is as it is.</param>
    private async ValueTask<bool> TryAsync(string name, byte[][] args, byte[]? key)
    {
        // In RESP2 both forms have the member and the score in one flat array.
        client.Job.Protocol = key is null ? client.Protocol : 2;
        client.Job.Commands.Add(new WriteCommand(CommandTable.Find(Encoding.ASCII.GetBytes(name)), args));
        client.Live.Writer.Add(client.Job);
        try
        {
            await client.Job.WaitAsync();
            return Answer(client.Job.Replies.WrittenSpan, key);
        }
        finally
        {
            client.Job.Reset();
        }
    }

    private bool Answer(ReadOnlySpan<byte> reply, byte[]? key)
    {
        var at = 0;
        if (!RespReader.TryRead(reply, ref at, out var value) || value.IsNull || value.Items is [])
        {
            return false;
        }

        if (key is null || value.IsError || value.Items is not [{ Bytes: { } member }, { Bytes: { } score }])
        {
            client.Replies.Append(reply);
            return true;
        }

        client.Replies.Append("*3\r\n"u8);
        client.AppendBulk(key);
        client.AppendBulk(member);
        if (client.Protocol == 3)
        {
            client.Replies.Append([(byte)',', .. score, .. "\r\n"u8]);
        }
        else
        {
            client.AppendBulk(score);
        }

        return true;
    }
}
