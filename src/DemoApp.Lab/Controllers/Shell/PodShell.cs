using System.Globalization;
using System.Text;
using DemoApp.Lab.Controllers.Watching;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>What a command line in a container of the lab finds: a few programs, and a small shell.</summary>
internal sealed class PodShell(ContainerPrograms programs, Informers informers)
{
    private const int NotFound = 127;
    private const int BadSyntax = 2;
    private const char EndOfText = '\x03';
    private const char EndOfTransmission = '\x04';
    private const string Path = "/opt/redislabs/bin:/usr/local/bin:/usr/bin:/bin";

    /// <returns>The exit code; null when the container has no such program to start.</returns>
    public async Task<int?> RunAsync(
        ContainerPlace place, IReadOnlyList<string> command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct)
    {
        using var input = new StreamReader(stdin, leaveOpen: true);
        await using var output = new StreamWriter(stdout, leaveOpen: true);
        await using var error = new StreamWriter(stderr, leaveOpen: true);
        return await StartAsync(command, new(place, Environment(place), input, output, error), ct);
    }

    /// <returns>Null when there is no such program.</returns>
    private async Task<int?> StartAsync(IReadOnlyList<string> command, ShellContext context, CancellationToken ct)
    {
        if (command[0] is not ("sh" or "bash" or "/bin/sh" or "/bin/bash"))
        {
            return await programs.RunAsync(command, context, ct);
        }

        var name = command[0][(command[0].LastIndexOf('/') + 1)..];
        switch (command.Skip(1).ToArray())
        {
            case ["-c" or "-lc" or "-ec", var line, ..]:
                return await ScriptAsync(name, line, context, ct);
            case [] or ["-s"]:
                return await ScriptAsync(name, await TypedAsync(context.Input, ct), context, ct);
            default:
                await context.Error.WriteAsync($"{name}: {command[1]} is not known to this lab's shell; use {name} -c 'COMMANDS'\n");
                return BadSyntax;
        }
    }

    /// <summary>All of the input. A terminal ends it with Ctrl-D or Ctrl-C and its lines with carriage returns.</summary>
    private static async Task<string> TypedAsync(TextReader input, CancellationToken ct)
    {
        var text = new StringBuilder();
        var one = new char[1];
        while (await input.ReadAsync(one, ct) > 0 && one[0] is not (EndOfTransmission or EndOfText))
        {
            text.Append(one[0] == '\r' ? '\n' : one[0]);
        }

        return text.ToString();
    }

    private async Task<int> ScriptAsync(string name, string text, ShellContext context, CancellationToken ct)
    {
        IReadOnlyList<ShellCommand> commands;
        try
        {
            commands = ShellParser.Parse(text);
        }
        catch (ShellSyntaxException e)
        {
            await context.Error.WriteAsync($"{name}: 1: {e.Message}\n");
            return BadSyntax;
        }

        var last = 0;
        foreach (var command in commands)
        {
            if ((command.Join, last) is (ShellJoin.AndThen, not 0) or (ShellJoin.OrElse, 0))
            {
                continue;
            }

            string[] words = [.. command.Words.Select(w => Expand(w, context, last))];
            if (words is ["exit", ..])
            {
                return words is [_, var code, ..] ? int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n & 255 : BadSyntax : last;
            }

            last = await StartAsync(words, context, ct) ?? await MissingAsync(name, words[0], context);
            await context.Output.FlushAsync(ct);
            await context.Error.FlushAsync(ct);
        }

        return last;
    }

    private static async Task<int> MissingAsync(string shell, string program, ShellContext context)
    {
        await context.Error.WriteAsync(shell == "bash" ? $"bash: line 1: {program}: command not found\n" : $"sh: 1: {program}: not found\n");
        return NotFound;
    }

    private static string Expand(ShellWord word, ShellContext context, int last) => string.Concat(word.Parts.Select(part => part switch
    {
        { IsVariable: false } => part.Text,
        { Text: "?" } => last.ToString(CultureInfo.InvariantCulture),
        _ => context.Environment.GetValueOrDefault(part.Text, ""),
    }));

    private Dictionary<string, string> Environment(ContainerPlace place)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = ContainerFiles.Home, ["HOSTNAME"] = place.Pod, ["PATH"] = Path };
        foreach (var variable in informers.Pods.Find(place.Namespace, place.Pod)?.Spec.Containers.FirstOrDefault(c => c.Name == place.Container)?.Env ?? [])
        {
            environment[variable.Name] = variable.Value ?? "";
        }

        return environment;
    }
}
