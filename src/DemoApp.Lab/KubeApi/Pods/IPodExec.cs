namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>A command for a container, as <c>kubectl exec</c> asks for it.</summary>
/// <param name="Terminal">The terminal it is at; null: at none.</param>
internal sealed record PodCommand(string Namespace, string Pod, string Container, IReadOnlyList<string> Words, TerminalSize? Terminal)
{
    public bool Tty => Terminal is not null;
}

/// <summary>Runs commands in containers for <c>kubectl exec</c>. The server itself knows no containers.</summary>
internal interface IPodExec
{
    /// <summary>Runs a command to its end.</summary>
    /// <returns>The exit code of the command; 0 for success.</returns>
    /// <exception cref="PodExecException">The command could not be started.</exception>
    Task<int> ExecAsync(PodCommand command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct);
}

/// <summary>A command that never ran, in the words of what runs containers.</summary>
internal sealed class PodExecException(string message) : Exception(message)
{
    public static PodExecException NotFound(string program) => new(
        "OCI runtime exec failed: exec failed: unable to start container process: " +
        $"exec: \"{program}\": executable file not found in $PATH: unknown");
}
