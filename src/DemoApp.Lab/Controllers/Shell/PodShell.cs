using DemoApp.Lab.Controllers.Shell.Terminals;
using DemoApp.Lab.Controllers.Watching;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>What a command line in a container of the lab finds: a few programs, and a small shell.</summary>
internal sealed class PodShell(ContainerPrograms programs, Informers informers)
{
    private const string Path = "/opt/redislabs/bin:/usr/local/bin:/usr/bin:/bin";
    private readonly ScriptRunner scripts = new(programs);

    /// <summary>The container ended: what it kept goes with it.</summary>
    public void Forget(ContainerPlace place) => programs.Forget(place);

    /// <param name="place">Where.</param>
    /// <param name="command">What.</param>
    /// <param name="stdin">What it reads.</param>
    /// <param name="stdout">What it writes.</param>
    /// <param name="stderr">What it complains.</param>
    /// <param name="ct">Ends it.</param>
    /// <param name="size">Columns and rows of the terminal it is at; null: it is at none.</param>
    /// <returns>The exit code; null when the container has no such program to start.</returns>
    public async Task<int?> RunAsync(
        ContainerPlace place, IReadOnlyList<string> command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct,
        Func<(int Columns, int Rows)>? size = null)
    {
        await using var output = new StreamWriter(stdout, leaveOpen: true);
        await using var error = new StreamWriter(stderr, leaveOpen: true);
        if (size is null)
        {
            using var input = new StreamReader(stdin, leaveOpen: true);
            return await StartAsync(command, new(place, Environment(place), input, output, error, null), ct);
        }

        // One writer: what is written to the screen stays in its order.
        using var terminal = new Terminal(stdin, stdout, size);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var typing = terminal.RunAsync(over.Token);
        try
        {
            return await StartAsync(command, new(place, Environment(place), terminal, output, output, terminal), ct);
        }
        finally
        {
            await over.CancelAsync();
            await typing;
        }
    }

    private async Task<int?> StartAsync(IReadOnlyList<string> command, ShellContext context, CancellationToken ct)
    {
        if (Commands.IsShell(command[0]) && context.Terminal is { } terminal && Commands.Script(command) is null && !HasOperand(command))
        {
            return await new InteractiveShell(Commands.Name(command[0]), terminal, context).RunAsync(
                (line, last, run) => scripts.RunAsync(Commands.Name(command[0]), line, context, last, run), ct);
        }

        if (context.Terminal is null || Commands.IsShell(command[0]))
        {
            return await scripts.StartAsync(command, context, ct);
        }

        using var foreground = context.Terminal.Foreground(ct);
        try
        {
            return await scripts.StartAsync(command, context, foreground.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static bool HasOperand(IReadOnlyList<string> command) =>
        command.Skip(1).Any(word => word is not ("-i" or "-l" or "-il" or "--login"));

    private Dictionary<string, string> Environment(ContainerPlace place)
    {
        var environment = new Dictionary<string, string>(
            StringComparer.Ordinal) { ["HOME"] = ContainerFiles.Home, ["HOSTNAME"] = place.Pod, ["PATH"] = Path };
        var spec = informers.Pods.Find(place.Namespace, place.Pod)?.Spec;
        foreach (var variable in spec?.Containers.FirstOrDefault(c => c.Name == place.Container)?.Env ?? [])
        {
            environment[variable.Name] = variable.Value ?? "";
        }

        return environment;
    }
}
