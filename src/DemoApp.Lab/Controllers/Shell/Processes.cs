namespace DemoApp.Lab.Controllers.Shell;

/// <summary>What ps shows: the container's first process, and the session that asks. Pure.</summary>
internal static class Processes
{
    private const int First = 1, Session = 7, Asking = 8;

    /// <param name="context">Where it is asked.</param>
    /// <param name="options">Any option is taken as a wish for all processes.</param>
    public static string Table(ShellContext context, IReadOnlyCollection<string> options)
    {
        var tty = context.Terminal is null ? "?" : "pts/0";
        List<string> rows = ["    PID TTY          TIME CMD"];
        if (options.Count > 0 || context.Terminal is null)
        {
            rows.Add(Row(First, "?", context.Place.Container));
        }

        if (context.Terminal is not null)
        {
            rows.Add(Row(Session, tty, "sh"));
        }

        rows.Add(Row(Asking, tty, "ps"));
        return string.Join('\n', rows) + "\n";
    }

    private static string Row(int id, string tty, string command) => $"{id,7} {tty,-8} 00:00:00 {command}";
}
