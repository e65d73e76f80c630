namespace DemoApp.Lab.Controllers.Shell.Terminals;

/// <summary>A shell a person talks to: prompt, line, answer, until the person leaves.</summary>
internal sealed class InteractiveShell(string name, Terminal terminal, ShellContext context)
{
    private const int InterruptedExit = 130;

    private string Prompt => name is "bash" ? $"{ContainerPrograms.User}@{context.Place.Pod}:{ContainerFiles.Home}$ " : "$ ";

    /// <param name="run">Runs one line, told how the one before ended.</param>
    /// <returns>The exit code of the shell.</returns>
    public async Task<int> RunAsync(Func<string, int, CancellationToken, Task<ShellEnd>> run, CancellationToken ct)
    {
        for (var last = 0; ;)
        {
            await context.PrintAsync(Prompt);
            await context.Output.FlushAsync(ct);
            using var foreground = terminal.Foreground(ct);
            try
            {
                if (await terminal.ReadLineAsync(foreground.Token) is not { } line)
                {
                    await context.PrintAsync(name is "bash" ? "exit\n" : "\n");
                    return last;
                }

                (last, var leaves) = await run(line, last, foreground.Token);
                if (leaves)
                {
                    return last;
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                last = InterruptedExit;
            }
        }
    }
}
