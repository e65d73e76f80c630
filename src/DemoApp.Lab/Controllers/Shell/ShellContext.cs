using System.Globalization;
using DemoApp.Lab.Controllers.Shell.Terminals;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>Where a command runs and what it reads and writes.</summary>
/// <param name="Terminal">The terminal it is at; null: at none.</param>
internal sealed record ShellContext(
    ContainerPlace Place, IReadOnlyDictionary<string, string> Environment, TextReader Input, TextWriter Output, TextWriter Error,
        Terminal? Terminal)
{
    /// <summary>The environment, and at a terminal its size.</summary>
    public IReadOnlyDictionary<string, string> Variables => Terminal?.Size is not { Columns: > 0 } size
        ? Environment
        : new Dictionary<string, string>(Environment)
        {
            ["COLUMNS"] = size.Columns.ToString(CultureInfo.InvariantCulture),
            ["LINES"] = size.Rows.ToString(CultureInfo.InvariantCulture),
            ["TERM"] = "xterm",
        };

    public async Task<int> PrintAsync(string text)
    {
        await Output.WriteAsync(text);
        return 0;
    }

    public async Task<int> FailAsync(int exit, string message)
    {
        await Error.WriteAsync(message + "\n");
        return exit;
    }
}
