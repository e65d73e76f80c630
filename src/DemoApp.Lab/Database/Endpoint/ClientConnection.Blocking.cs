using System.Globalization;
using System.Text;
using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// Blocking pops of sorted sets: tried without blocking, and again whenever something was written, until the time is over. The client
/// gets nothing else meanwhile, and is not read.
/// </summary>
internal sealed partial class ClientConnection
{
    private async ValueTask BlockAsync(CommandInfo command, byte[][] args)
    {
        var timeoutAt = command.Name is "BZMPOP" ? 1 : args.Length - 1;
        if (args.Length < 3 || !double.TryParse(Encoding.ASCII.GetString(args[timeoutAt]), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            Error(args.Length < 3 ? $"ERR wrong number of arguments for '{command.Name}' command" : "ERR timeout is not a float or out of range");
            return;
        }

        if (!(seconds >= 0 && seconds < 1e9))
        {
            Error(seconds < 0 ? "ERR timeout is negative" : "ERR timeout is out of range");
            return;
        }

        var started = context.Time.GetTimestamp();
        while (true)
        {
            var changed = live.Writer.Changed;
            if (await PopAsync(command, args))
            {
                return;
            }

            var left = seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds) - context.Time.GetElapsedTime(started);
            if (seconds > 0 && left <= TimeSpan.Zero)
            {
                Replies.Append(protocol == 3 ? "_\r\n"u8 : "*-1\r\n"u8);
                return;
            }

            await output.FlushAsync();
            await changed.WaitAsync(left, context.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.Token.ThrowIfCancellationRequested();
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
        job.Protocol = key is null ? protocol : 2;
        job.Commands.Add(new WriteCommand(CommandTable.Find(Encoding.ASCII.GetBytes(name)), args));
        live.Writer.Add(job);
        try
        {
            await job.WaitAsync();
            return Answer(job.Replies.WrittenSpan, key);
        }
        finally
        {
            job.Reset();
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
            Replies.Append(reply);
            return true;
        }

        Replies.Append("*3\r\n"u8);
        AppendBulk(key);
        AppendBulk(member);
        if (protocol == 3)
        {
            Replies.Append([(byte)',', .. score, .. "\r\n"u8]);
        }
        else
        {
            AppendBulk(score);
        }

        return true;
    }

    private void AppendBulk(byte[] bytes)
    {
        Replies.Append(Encoding.ASCII.GetBytes($"${bytes.Length}\r\n"));
        Replies.Append(bytes);
        Replies.Append("\r\n"u8);
    }
}
