namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Runs commands in containers for <c>kubectl exec</c>. The server itself knows no containers.</summary>
internal interface IPodExec
{
    /// <summary>Runs a command to its end.</summary>
    /// <returns>The exit code of the command; 0 for success.</returns>
    Task<int> ExecAsync(
        string ns, string pod, string container, IReadOnlyList<string> command,
        Stream stdin, Stream stdout, Stream stderr, CancellationToken ct);
}
