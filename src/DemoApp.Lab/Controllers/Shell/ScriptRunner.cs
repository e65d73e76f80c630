using System.Globalization;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>Runs what the small shell reads: programs, and lines of them.</summary>
internal sealed class ScriptRunner(ContainerPrograms programs)
{
    private const int NotFound = 127;
    private const int BadSyntax = 2;

    /// <returns>Null when there is no such program.</returns>
    public async Task<int?> StartAsync(IReadOnlyList<string> command, ShellContext context, CancellationToken ct)
    {
        if (!Commands.IsShell(command[0]))
        {
            return await programs.RunAsync([Commands.Name(command[0]), .. command.Skip(1)], context, ct);
        }

        var name = Commands.Name(command[0]);
        if (Commands.Script(command) is { } script)
        {
            return (await RunAsync(name, script, context, 0, ct)).Exit;
        }

        switch (command.Skip(1).ToArray())
        {
            case [] or ["-s"]:
                return (await RunAsync(name, await context.Input.ReadToEndAsync(ct), context, 0, ct)).Exit;
            default:
                return await context.FailAsync(
                    BadSyntax, $"{name}: {command[1]} is not known to this lab's shell; use {name} -c 'COMMANDS'");
        }
    }

    /// <param name="shell">Its name, for its complaints.</param>
    /// <param name="text">One line or several.</param>
    /// <param name="context">Where.</param>
    /// <param name="last">How the line before ended.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<ShellEnd> RunAsync(string shell, string text, ShellContext context, int last, CancellationToken ct)
    {
        IReadOnlyList<ShellCommand> commands;
        try
        {
            commands = ShellParser.Parse(text);
        }
        catch (ShellSyntaxException e)
        {
            return new(await context.FailAsync(BadSyntax, $"{shell}: 1: {e.Message}"));
        }

        foreach (var command in commands)
        {
            if ((command.Join, last) is (ShellJoin.AndThen, not 0) or (ShellJoin.OrElse, 0))
            {
                continue;
            }

            string[] words = [.. command.Words.Select(w => Expand(w, context, last))];
            if (words is ["exit", ..])
            {
                return new(words is not [_, var code, ..] ? last : int.TryParse(
                    code, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n & 255 : BadSyntax, Leaves: true);
            }

            last = await StartAsync(words, context, ct) ?? await MissingAsync(shell, words[0], context);
            await context.Output.FlushAsync(ct);
            await context.Error.FlushAsync(ct);
        }

        return new(last);
    }

    private static Task<int> MissingAsync(string shell, string program, ShellContext context) => context.FailAsync(
        NotFound, shell == "bash" ? $"bash: line 1: {program}: command not found" : $"sh: 1: {program}: not found");

    private static string Expand(ShellWord word, ShellContext context, int last) => string.Concat(word.Parts.Select(part => part switch
    {
        { IsVariable: false } => part.Text,
        { Text: "?" } => last.ToString(CultureInfo.InvariantCulture),
        _ => context.Variables.GetValueOrDefault(part.Text, ""),
    }));
}
