using System.Text;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>
/// Reads what a small shell understands: quotes, backslashes, variables, <c>;</c>, <c>&amp;&amp;</c>, <c>||</c>, comments. Pipes,
/// redirections,
/// substitutions and groups are refused, never taken for words. Pure.
/// </summary>
internal sealed class ShellParser
{
    private const string Refused = "|&<>()`";
    private readonly string text;
    private readonly List<ShellCommand> commands = [];
    private readonly List<ShellWord> words = [];
    private readonly List<ShellPart> parts = [];
    private readonly StringBuilder literal = new();
    private ShellJoin join;
    private bool inWord;
    private int at;

    private ShellParser(string text) => this.text = text;

    /// <exception cref="ShellSyntaxException">The line cannot be read.</exception>
    public static IReadOnlyList<ShellCommand> Parse(string text) => new ShellParser(text).Read();

    private List<ShellCommand> Read()
    {
        while (at < text.Length)
        {
            ReadOne(text[at++]);
        }

        EndWord();
        EndCommand(ShellJoin.Always);
        return join is ShellJoin.Always ? commands : throw new ShellSyntaxException("Syntax error: end of file unexpected");
    }

    private void ReadOne(char c)
    {
        switch (c)
        {
            case ' ' or '\t' or '\r':
                EndWord();
                break;
            case '\n' or ';':
                EndWord();
                EndCommand(ShellJoin.Always);
                break;
            case '&' or '|' when at < text.Length && text[at] == c:
                at++;
                EndWord();
                EndCommand(c == '&' ? ShellJoin.AndThen : ShellJoin.OrElse);
                break;
            case '#' when !inWord:
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
                break;
            case '\'':
                var closing = text.IndexOf('\'', at);
                Append(closing < 0 ? throw Unterminated() : text[at..closing]);
                at = closing + 1;
                break;
            case '"':
                ReadQuoted();
                break;
            case '\\':
                Append(at < text.Length ? text[at++].ToString() : "");
                break;
            case '$':
                ReadVariable();
                break;
            case var other when Refused.Contains(other):
                throw new ShellSyntaxException($"Syntax error: \"{other}\" is not known to this lab's shell");
            default:
                Append(c.ToString());
                break;
        }
    }

    private void ReadQuoted()
    {
        inWord = true;
        while (true)
        {
            var c = at < text.Length ? text[at++] : throw Unterminated();
            switch (c)
            {
                case '"':
                    return;
                case '\\' when at < text.Length && text[at] is '"' or '\\' or '$' or '`':
                    Append(text[at++].ToString());
                    break;
                case '$':
                    ReadVariable();
                    break;
                case '`':
                    throw new ShellSyntaxException("Syntax error: \"`\" is not known to this lab's shell");
                default:
                    Append(c.ToString());
                    break;
            }
        }
    }

    private void ReadVariable()
    {
        if (at < text.Length && text[at] == '(')
        {
            throw new ShellSyntaxException("Syntax error: \"$(\" is not known to this lab's shell");
        }

        var braced = at < text.Length && text[at] == '{';
        var start = braced ? at + 1 : at;
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_' || (end == start && text[end] == '?')))
        {
            end++;
            if (text[end - 1] == '?')
            {
                break;
            }
        }

        if (braced && (end == start || end >= text.Length || text[end] != '}'))
        {
            throw new ShellSyntaxException("Syntax error: Bad substitution");
        }

        if (end == start)
        {
            Append("$");
            return;
        }

        EndLiteral();
        inWord = true;
        parts.Add(new(text[start..end], true));
        at = braced ? end + 1 : end;
    }

    private void Append(string more)
    {
        inWord = true;
        literal.Append(more);
    }

    private void EndLiteral()
    {
        if (literal.Length > 0)
        {
            parts.Add(new(literal.ToString(), false));
            literal.Clear();
        }
    }

    private void EndWord()
    {
        if (!inWord)
        {
            return;
        }

        EndLiteral();
        words.Add(new ShellWord([.. parts]));
        parts.Clear();
        inWord = false;
    }

    private void EndCommand(ShellJoin next)
    {
        if (words.Count == 0)
        {
            if (next is not ShellJoin.Always)
            {
                throw new ShellSyntaxException($"Syntax error: \"{(next is ShellJoin.AndThen ? "&&" : "||")}\" unexpected");
            }

            return;
        }

        commands.Add(new ShellCommand(join, [.. words]));
        words.Clear();
        join = next;
    }

    private static ShellSyntaxException Unterminated() => new("Syntax error: Unterminated quoted string");
}
