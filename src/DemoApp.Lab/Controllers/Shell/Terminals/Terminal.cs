using System.Text;
using System.Threading.Channels;

namespace DemoApp.Lab.Controllers.Shell.Terminals;

/// <summary>A terminal a person types at: what is typed is shown, and comes in lines to whoever reads.</summary>
/// <param name="input">Keys as they are pressed.</param>
/// <param name="screen">Where they are shown.</param>
/// <param name="size">Columns and rows; zeros when they are not known.</param>
internal sealed class Terminal(Stream input, Stream screen, Func<(int Columns, int Rows)> size) : TextReader
{
    /// <summary>Null: the end of input was typed; the next line may come all the same.</summary>
    private readonly Channel<string?> lines = Channel.CreateUnbounded<string?>();
    private readonly Keyboard keyboard = new();
    private CancellationTokenSource? foreground;

    public (int Columns, int Rows) Size => size();

    /// <summary>Takes keys until there are no more.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var (bytes, decoder) = (new byte[1024], Encoding.UTF8.GetDecoder());
        var keys = new char[bytes.Length];
        try
        {
            while (await input.ReadAsync(bytes, ct) is > 0 and var count)
            {
                await PressAsync(keys.AsMemory(0, decoder.GetChars(bytes, 0, count, keys, 0)), ct);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The person is gone.
        }

        lines.Writer.TryComplete();
    }

    /// <summary>Until disposed, an interrupt typed here cancels the token.</summary>
    public CancellationTokenSource Foreground(CancellationToken ct)
    {
        var run = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Volatile.Write(ref foreground, run);
        return run;
    }

    /// <returns>Null at the end of input.</returns>
    public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await lines.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    private async Task PressAsync(ReadOnlyMemory<char> keys, CancellationToken ct)
    {
        var echo = new StringBuilder();
        for (var i = 0; i < keys.Length; i++)
        {
            var effect = keyboard.Press(keys.Span[i]);
            echo.Append(effect.Echo);
            if (effect.Line is not null || effect.Ended || effect.Interrupted)
            {
                await ShowAsync(echo, ct);
                await HandOnAsync(effect);
            }
        }

        await ShowAsync(echo, ct);
    }

    private async Task HandOnAsync(KeyEffect effect)
    {
        if (effect.Line is not null || effect.Ended)
        {
            lines.Writer.TryWrite(effect.Line);
        }
        else if (Volatile.Read(ref foreground) is { } run)
        {
            try
            {
                await run.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended by itself.
            }
        }
    }

    private async Task ShowAsync(StringBuilder echo, CancellationToken ct)
    {
        if (echo.Length > 0)
        {
            await screen.WriteAsync(Encoding.UTF8.GetBytes(echo.ToString()), ct);
            echo.Clear();
        }
    }
}
