namespace DemoApp.Lab.Controllers.Shell;

/// <summary>The programs of a container that look at its files.</summary>
internal sealed class FilePrograms(ContainerFiles files)
{
    public void Forget(ContainerPlace place) => files.Forget(place);

    /// <returns>Null when it is no program of these.</returns>
    public async Task<int?> RunAsync(IReadOnlyList<string> command, ShellContext context, CancellationToken ct) =>
        (command[0], command.Skip(1).ToArray()) switch
        {
            ("ls", var arguments) => await ListAsync(arguments, context),
            ("cat", var paths) => await CatAsync(paths, context, ct),
            ("touch", var paths) => await TouchAsync(paths, context),
            ("rm", var arguments) => await RemoveAsync(arguments, context),
            ("test", var condition) => Test(condition, context),
            ("[", [.. var condition, "]"]) => Test(condition, context),
            ("[", _) => await context.FailAsync(2, "[: missing ]"),
            _ => null,
        };

    private async Task<int> TouchAsync(string[] paths, ShellContext context)
    {
        foreach (var path in paths)
        {
            files.Add(path, context.Place);
        }

        return paths.Length > 0 ? 0 : await context.FailAsync(1, "touch: missing file operand");
    }

    private async Task<int> RemoveAsync(string[] arguments, ShellContext context)
    {
        var forced = arguments.Any(a => a is "-f" or "-rf" or "-fr");
        var exit = 0;
        foreach (var path in arguments.Where(a => !a.StartsWith('-')))
        {
            exit = files.Remove(path, context.Place) || forced
                ? exit
                : await context.FailAsync(1, $"rm: cannot remove '{path}': No such file or directory");
        }

        return exit;
    }

    /// <summary>Whether a file is there, whether two texts are the same, whether one is empty.</summary>
    private int Test(string[] condition, ShellContext context) => condition switch
    {
        ["!", .. var inverse] => Test(inverse, context) == 0 ? 1 : 0,
        ["-e" or "-f" or "-r", var path] => files.List(path, context.Place) is null ? 1 : 0,
        ["-n", var text] => text.Length > 0 ? 0 : 1,
        [var text] => text.Length > 0 ? 0 : 1,
        ["-z", var text] => text.Length == 0 ? 0 : 1,
        [var one, "=" or "==", var other] => one == other ? 0 : 1,
        [var one, "!=", var other] => one != other ? 0 : 1,
        _ => 2,
    };

    private async Task<int> ListAsync(string[] arguments, ShellContext context)
    {
        if (arguments.FirstOrDefault(a => a.StartsWith('-') && a is not ("-1" or "-a" or "-A")) is { } option)
        {
            return await context.FailAsync(2, $"ls: {option} is not known to this lab's ls");
        }

        var paths = arguments.Where(a => !a.StartsWith('-')).ToArray();
        var exit = 0;
        foreach (var path in paths.Length == 0 ? [ContainerFiles.Home] : paths)
        {
            exit = files.List(path, context.Place) is { } names
                ? exit | await context.PrintAsync(string.Concat(names.Select(n => n + "\n")))
                : await context.FailAsync(2, $"ls: cannot access '{path}': No such file or directory");
        }

        return exit;
    }

    private async Task<int> CatAsync(string[] paths, ShellContext context, CancellationToken ct)
    {
        if (paths.Length == 0 && context.Terminal is null)
        {
            return await context.PrintAsync(await context.Input.ReadToEndAsync(ct));
        }

        while (paths.Length == 0 && await context.Input.ReadLineAsync(ct) is { } line)
        {
            await context.PrintAsync(line + "\n");
            await context.Output.FlushAsync(ct);
        }

        var exit = 0;
        foreach (var path in paths)
        {
            exit = (await files.ReadAsync(path, context.Place, ct), files.List(path, context.Place)) switch
            {
                ({ } text, _) => exit | await context.PrintAsync(text),
                (null, null) => await context.FailAsync(1, $"cat: {path}: No such file or directory"),
                (null, [var only]) when only == path => await context.FailAsync(1, $"cat: {path}: this lab shows no binary files"),
                _ => await context.FailAsync(1, $"cat: {path}: Is a directory"),
            };
        }

        return exit;
    }
}
