namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>What runs at the other end of an exec or attach: three streams, an exit code.</summary>
internal delegate Task<int> ContainerCommand(Stream stdin, Stream stdout, Stream stderr, CancellationToken ct);

/// <summary>Runs a command to its end, whatever the end is.</summary>
internal sealed class ContainerProcess(ContainerCommand command, CancellationToken life)
{
    private const int Killed = 137;

    /// <param name="stdin">Standard input.</param>
    /// <param name="stdout">Standard output.</param>
    /// <param name="stderr">Standard error.</param>
    /// <param name="left">Cancelled when nobody waits for the end any more.</param>
    /// <returns>Null when nobody waits for it.</returns>
    public async Task<ExecEnd?> RunAsync(Stream stdin, Stream stdout, Stream stderr, CancellationToken left)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(left, life);
        try
        {
            return ExecEnd.Exited(await command(stdin, stdout, stderr, ends.Token));
        }
        catch (PodExecException e)
        {
            return ExecEnd.Failed($"error executing command in container: {e.Message}");
        }
        catch (ExecRefusedException e)
        {
            return ExecEnd.Refused(e.Message);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return left.IsCancellationRequested ? null : ExecEnd.Exited(Killed);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>The node refuses to run anything; its code and words where it answers by itself.</summary>
internal sealed class ExecRefusedException(int code, string message) : Exception(message)
{
    public int Code => code;
}
