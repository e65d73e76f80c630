using System.Globalization;
using DemoApp.Lab.Controllers.Pods;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>The programs in a container of the lab.</summary>
internal sealed class ContainerPrograms(TimeProvider time, ContainerFiles files, Rladmin rladmin, IContainerLife containers)
{
    private const string User = "redislabs";

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Null when the container has no such program.</returns>
    public async Task<int?> RunAsync(IReadOnlyList<string> command, ShellContext context, CancellationToken ct) => (command[0], command.Skip(1).ToArray()) switch
    {
        ("rladmin" or ContainerFiles.Home + "/bin/rladmin", var arguments) when context.Place.Container == LabNames.NodeContainer =>
            await rladmin.RunAsync(context.Place, arguments, context.Output, context.Error, ct),
        ("kill", [.. var options, "1"]) when KillSignal.ExitCode(options) is { } code => Kill(context, code),
        ("true", _) => 0,
        ("false", _) => 1,
        ("hostname", []) => await PrintAsync(context, context.Place.Pod + "\n"),
        ("whoami", []) => await PrintAsync(context, User + "\n"),
        ("pwd", []) => await PrintAsync(context, ContainerFiles.Home + "\n"),
        ("date", []) => await PrintAsync(
            context, time.GetUtcNow().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture) + "\n"),
        ("echo", ["-n", .. var words]) => await PrintAsync(context, string.Join(' ', words)),
        ("echo", var words) => await PrintAsync(context, string.Join(' ', words) + "\n"),
        ("env" or "printenv", []) => await PrintAsync(
            context, string.Concat(context.Environment.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}={e.Value}\n"))),
        ("printenv", [var name]) => context.Environment.TryGetValue(name, out var value) ? await PrintAsync(context, value + "\n") : 1,
        ("sleep", [var seconds]) => await SleepAsync(seconds, context, ct),
        ("ls", var arguments) => await ListAsync(arguments, context),
        ("cat", var paths) => await CatAsync(paths, context, ct),
        ("hostname" or "whoami" or "pwd" or "date" or "env" or "printenv" or "sleep", [var first, ..]) =>
            await FailAsync(context, 1, $"{command[0]}: {first} is not known to this lab's {command[0]}"),
        ("sleep", []) => await FailAsync(context, 1, "sleep: missing operand"),
        _ => null,
    };

    private int Kill(ShellContext context, int code)
    {
        containers.Kill(context.Place, code);
        return 0;
    }

    private async Task<int> SleepAsync(string seconds, ShellContext context, CancellationToken ct)
    {
        if (!double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var wait) || wait > int.MaxValue / 1000)
        {
            return await FailAsync(context, 1, $"sleep: invalid time interval '{seconds}'");
        }

        await Task.Delay(TimeSpan.FromSeconds(wait), time, ct);
        return 0;
    }

    private async Task<int> ListAsync(string[] arguments, ShellContext context)
    {
        if (arguments.FirstOrDefault(a => a.StartsWith('-') && a is not ("-1" or "-a" or "-A")) is { } option)
        {
            return await FailAsync(context, 2, $"ls: {option} is not known to this lab's ls");
        }

        var paths = arguments.Where(a => !a.StartsWith('-')).ToArray();
        var exit = 0;
        foreach (var path in paths.Length == 0 ? [ContainerFiles.Home] : paths)
        {
            exit = files.List(path, context.Place.Container) is { } names
                ? exit | await PrintAsync(context, string.Concat(names.Select(n => n + "\n")))
                : await FailAsync(context, 2, $"ls: cannot access '{path}': No such file or directory");
        }

        return exit;
    }

    private async Task<int> CatAsync(string[] paths, ShellContext context, CancellationToken ct)
    {
        if (paths.Length == 0)
        {
            return await PrintAsync(context, await context.Input.ReadToEndAsync(ct));
        }

        var exit = 0;
        foreach (var path in paths)
        {
            exit = (await files.ReadAsync(path, context.Place, ct), files.List(path, context.Place.Container)) switch
            {
                ({ } text, _) => exit | await PrintAsync(context, text),
                (null, null) => await FailAsync(context, 1, $"cat: {path}: No such file or directory"),
                (null, [var only]) when only == path => await FailAsync(context, 1, $"cat: {path}: this lab shows no binary files"),
                _ => await FailAsync(context, 1, $"cat: {path}: Is a directory"),
            };
        }

        return exit;
    }

    private static async Task<int> PrintAsync(ShellContext context, string text)
    {
        await context.Output.WriteAsync(text);
        return 0;
    }

    private static async Task<int> FailAsync(ShellContext context, int exit, string message)
    {
        await context.Error.WriteAsync(message + "\n");
        return exit;
    }
}
