using System.Text;

namespace DemoApp.Lab.Controllers.Shell.Terminals;

/// <summary>What comes of a key: what the terminal shows of it, and what it hands on.</summary>
/// <param name="Line">A finished line; null when none is.</param>
/// <param name="Ended">End of input was typed.</param>
/// <param name="Interrupted">What runs is to stop.</param>
internal readonly record struct KeyEffect(string Echo, string? Line = null, bool Ended = false, bool Interrupted = false);

/// <summary>
/// A terminal's line discipline: keys are shown and gathered into lines, which can be mended until they are finished. Pure but for
/// the line at hand.
/// </summary>
internal sealed class Keyboard
{
    private const char Interrupt = '\x03', EndOfInput = '\x04', Backspace = '\b', Delete = '\x7f', KillLine = '\x15', KillWord = '\x17',
        Escape = '\x1b';
    private readonly StringBuilder line = new();
    private bool escaped;
    private bool returned;

    public KeyEffect Press(char key)
    {
        if (escaped || key == Escape)
        {
            // Arrows and the like: ESC [ … letter. There is nothing they could do here.
            escaped = !escaped || key is '[' or 'O' or ';' or (>= '0' and <= '9');
            return new("");
        }

        var afterReturn = returned;
        returned = key == '\r';
        switch (key)
        {
            case '\n' when afterReturn:
                return new("");
            case '\r' or '\n':
                return new("\n", Take());
            case Interrupt:
                Take();
                return new("^C\n", Interrupted: true);
            case EndOfInput:
                return line.Length == 0 ? new("", Ended: true) : new("", Take());
            case Backspace or Delete:
                return new(Erase(1));
            case KillLine:
                return new(Erase(line.Length));
            case KillWord:
                return new(Erase(line.Length - (line.ToString().TrimEnd().LastIndexOf(' ') + 1)));
            default:
                return char.IsControl(key) ? new("") : Type(key);
        }
    }

    private KeyEffect Type(char key)
    {
        line.Append(key);
        return new(key.ToString());
    }

    private string Take()
    {
        var text = line.ToString();
        line.Clear();
        return text;
    }

    private string Erase(int count)
    {
        count = Math.Min(count, line.Length);
        line.Length -= count;
        return string.Concat(Enumerable.Repeat("\b \b", count));
    }
}
