using DemoApp.Lab.Controllers.Shell;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Shell;

public sealed class ShellParserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("echo a  b", "echo|a|b")]
    [InlineData("echo 'a  $b' \"c 'd' \\\" $e\" f\\ g ''", "echo|a  $b|c 'd' \" {e}|f g|")]
    [InlineData("a; b && c || d # e", "a / b / &&c / ||d")]
    [InlineData("a\nb;\n;c", "a / b / c")]
    [InlineData("a\\;b x#y", "a;b|x#y")]
    [InlineData("echo ${HOME}x$? $ \"$\"", "echo|{HOME}x{?}|$|$")]
    [InlineData("a &&\n b", "a / &&b")]
    [InlineData("a &&", "! Syntax error: end of file unexpected")]
    [InlineData("a || && b", "! Syntax error: \"&&\" unexpected")]
    [InlineData("echo 'a", "! Syntax error: Unterminated quoted string")]
    [InlineData("echo \"a", "! Syntax error: Unterminated quoted string")]
    [InlineData("echo ${a", "! Syntax error: Bad substitution")]
    [InlineData("a | b", "! Syntax error: \"|\" is not known to this lab's shell")]
    [InlineData("a > b", "! Syntax error: \">\" is not known to this lab's shell")]
    [InlineData("echo $(a)", "! Syntax error: \"$(\" is not known to this lab's shell")]
    public void Parse_Line_ReadsWhatAShellReads(string line, string expected) => Assert.Equal(expected, Read(line));

    private static string Read(string line)
    {
        try
        {
            return string.Join(" / ", ShellParser.Parse(line).Select(Text));
        }
        catch (ShellSyntaxException e)
        {
            return "! " + e.Message;
        }
    }

    private static string Text(ShellCommand command)
    {
        var join = command.Join switch { ShellJoin.AndThen => "&&", ShellJoin.OrElse => "||", _ => "" };
        return join + string.Join('|', command.Words.Select(w => string.Concat(w.Parts.Select(p => p.IsVariable ? $"{{{p.Text}}}" : p.Text))));
    }
}
