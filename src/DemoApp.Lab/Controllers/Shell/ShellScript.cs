namespace DemoApp.Lab.Controllers.Shell;

/// <summary>When a command runs: always, or by how the one before it ended.</summary>
internal enum ShellJoin
{
    Always,
    AndThen,
    OrElse,
}

/// <summary>A word with its quotes taken off: text, and variables that get their value when the command runs.</summary>
internal sealed record ShellWord(IReadOnlyList<ShellPart> Parts);

internal readonly record struct ShellPart(string Text, bool IsVariable);

internal sealed record ShellCommand(ShellJoin Join, IReadOnlyList<ShellWord> Words);

/// <summary>The line cannot be read; the message is what a shell would say.</summary>
internal sealed class ShellSyntaxException(string message) : Exception(message);
