using System.Globalization;
using DemoApp.Lab.Controllers.Pods;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>The programs in a container of the lab.</summary>
internal sealed class ContainerPrograms(TimeProvider time, FilePrograms files, Rladmin rladmin, IContainerLife containers)
{
    public const string User = "redislabs";

    private static readonly string[] Everywhere =
        ["kill", "true", "false", "hostname", "whoami", "pwd", "date", "echo", "env", "printenv", "sleep", "ls", "cat", "touch", "rm",
            "test", "[",
         "ps", "stty"];

    /// <summary>Whether a container has the program.</summary>
    public static bool Has(ContainerPlace place, string program) =>
        Everywhere.Contains(program) || (program == Rladmin.Program && place.Container == LabNames.NodeContainer);

    /// <summary>The container ended: what it kept goes with it.</summary>
    public void Forget(ContainerPlace place) => files.Forget(place);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Null when the container has no such program.</returns>
    public async Task<int?> RunAsync(IReadOnlyList<string> command, ShellContext context, CancellationToken ct) =>
        (command[0], command.Skip(1).ToArray()) switch
    {
        (Rladmin.Program, var arguments) when context.Place.Container == LabNames.NodeContainer =>
            await rladmin.RunAsync(context.Place, arguments, context.Output, context.Error, ct),
        ("kill", [.. var options, "1"]) when KillSignal.ExitCode(options) is { } code => Kill(context, code),
        ("true", _) => 0,
        ("false", _) => 1,
        ("hostname", []) => await context.PrintAsync(context.Place.Pod + "\n"),
        ("whoami", []) => await context.PrintAsync(User + "\n"),
        ("pwd", []) => await context.PrintAsync(ContainerFiles.Home + "\n"),
        ("date", []) => await context.PrintAsync(
            time.GetUtcNow().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture) + "\n"),
        ("echo", ["-n", .. var words]) => await context.PrintAsync(string.Join(' ', words)),
        ("echo", var words) => await context.PrintAsync(string.Join(' ', words) + "\n"),
        ("env" or "printenv", []) => await context.PrintAsync(
            string.Concat(context.Variables.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}={e.Value}\n"))),
        ("printenv", [var name]) => context.Variables.TryGetValue(name, out var value) ? await context.PrintAsync(value + "\n") : 1,
        ("sleep", [var seconds]) => await SleepAsync(seconds, context, ct),
        ("stty", ["size"]) when context.Terminal is { Size: var (columns, rows) } =>
            await context.PrintAsync(string.Create(CultureInfo.InvariantCulture, $"{rows} {columns}\n")),
        ("hostname" or "whoami" or "pwd" or "date" or "env" or "printenv" or "sleep" or "stty", [var first, ..]) =>
            await context.FailAsync(1, $"{command[0]}: {first} is not known to this lab's {command[0]}"),
        ("stty", _) when context.Terminal is null => await context.FailAsync(1, "stty: 'standard input': Inappropriate ioctl for device"),
        ("ps", var options) => await context.PrintAsync(Processes.Table(context, [.. options])),
        ("sleep", []) => await context.FailAsync(1, "sleep: missing operand"),
        _ => await files.RunAsync(command, context, ct),
    };

    private int Kill(ShellContext context, int code)
    {
        containers.Kill(context.Place, code);
        return 0;
    }

    private async Task<int> SleepAsync(string seconds, ShellContext context, CancellationToken ct)
    {
        if (!double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var wait)
            || wait > int.MaxValue / 1000)
        {
            return await context.FailAsync(1, $"sleep: invalid time interval '{seconds}'");
        }

        await Task.Delay(TimeSpan.FromSeconds(wait), time, ct);
        return 0;
    }
}
