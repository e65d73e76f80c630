namespace DemoApp.Lab.Controllers.Shell;

/// <summary>What a command line asks for, before it runs. Pure.</summary>
internal static class Commands
{
    private static readonly string[] Shells = ["sh", "bash"];
    private static readonly string[] Folders = ["/bin/", "/usr/bin/", "/usr/local/bin/", ContainerFiles.Home + "/bin/"];

    /// <summary>A program's name without the folder, if it is one that programs are in.</summary>
    public static string Name(string program) =>
        Folders.FirstOrDefault(f => program.StartsWith(f, StringComparison.Ordinal)) is { } folder ? program[folder.Length..] : program;

    public static bool IsShell(string program) => Shells.Contains(Name(program));

    /// <summary>The script a shell is given on its command line; null when it is given none.</summary>
    public static string? Script(IReadOnlyList<string> command) =>
        command is [_, "-c" or "-lc" or "-ec" or "-xc" or "-exc", var script, ..] && IsShell(command[0]) ? script : null;

    /// <summary>Whether all of it is known here, so that it does what it would do elsewhere.</summary>
    public static bool AreKnown(ContainerPlace place, IReadOnlyList<string> command)
    {
        if (!IsShell(command[0]))
        {
            return ContainerPrograms.Has(place, Name(command[0]));
        }

        if (Script(command) is not { } script)
        {
            return command.Count == 1;
        }

        try
        {
            return ShellParser.Parse(script).All(c => c.Words[0].Parts is [{ IsVariable: false, Text: var first }]
                && (first is "exit" || (!IsShell(first) && ContainerPrograms.Has(place, Name(first)))));
        }
        catch (ShellSyntaxException)
        {
            return false;
        }
    }
}
