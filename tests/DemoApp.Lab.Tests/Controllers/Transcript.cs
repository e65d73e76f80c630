using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers;

/// <summary>
/// A test as text beside the test class: comments, then blocks of commands, <c>----</c>, and what they answer. With the environment
/// variable REWRITE_TRANSCRIPTS set the answers are written anew, to be reviewed as a diff.
/// </summary>
internal static class Transcript
{
    private const string Line = "----";

    public static void Hold(string name, Func<string, string> answer, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, name + ".txt");
        var expected = File.ReadAllText(path).ReplaceLineEndings("\n");
        var actual = string.Join("\n\n", expected.TrimEnd('\n').Split("\n\n").Select(block => Played(block, answer))) + "\n";
        if (Environment.GetEnvironmentVariable("REWRITE_TRANSCRIPTS") is { Length: > 0 })
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(expected, actual);
    }

    private static string Played(string block, Func<string, string> answer)
    {
        var commands = block.Split('\n').TakeWhile(line => line != Line).ToArray();
        if (commands.All(c => c.StartsWith('#')))
        {
            return block;
        }

        var text = new StringBuilder(string.Join('\n', commands)).Append('\n').Append(Line);
        foreach (var command in commands.Where(c => !c.StartsWith('#')))
        {
            var said = answer(command).TrimEnd('\n');
            text.Append(said.Length > 0 ? "\n" + said : "");
        }

        return text.ToString();
    }
}
