using System.Threading.Channels;
using DemoApp.Lab.Controllers.Databases;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>rladmin recover: brings testdb back and shows how far that is, or says why it cannot.</summary>
internal sealed class RladminRecover(TimeProvider time, DatabaseController database)
{
    private const string Named = LabNames.Database;

    /// <param name="view">Looked at just before.</param>
    /// <param name="named">The database was named, so that it not being in recovery is a mistake.</param>
    public async Task<int> RunAsync(
        ClusterView view, RecoverySource source, bool named, TextWriter output, TextWriter error, CancellationToken ct)
    {
        switch (view.Database?.Recovery)
        {
            case null:
                await output.WriteAsync(RladminTables.RecoverList(view));
                return named ? 1 : 0;
            case "missing-files" when source is RecoverySource.Disk && !view.Database.HasFiles:
                await database.RefuseAsync("There are no files of testdb to recover from: recovery (missing-files).", ct);
                await error.WriteAsync($"ERROR: {Named} cannot be recovered: recovery (missing-files)\n");
                return 1;
            case "missing-node":
                await error.WriteAsync($"ERROR: {Named} cannot be recovered: no node that could hold it is up yet\n");
                return 1;
            case "in progress":
                await error.WriteAsync($"ERROR: {Named} is being recovered already\n");
                return 1;
            default:
                return await RecoverAsync(source, output, error, ct);
        }
    }

    private static Task WarnAsync(string? lost, TextWriter error) =>
        lost is null ? Task.CompletedTask : error.WriteAsync($"WARNING: {Named} was recovered without what was in: {lost}\n");

    private async Task<int> RecoverAsync(RecoverySource source, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var steps = Channel.CreateUnbounded<RecoveryLine>(new UnboundedChannelOptions { SingleReader = true });
        var printing = PrintAsync();
        RecoveryResult? result;
        try
        {
            result = await database.RecoverAsync(source, new Steps(step => steps.Writer.TryWrite(Line(step))), ct);
        }
        finally
        {
            steps.Writer.Complete();
            await printing;
        }

        switch (result)
        {
            case null:
                await error.WriteAsync($"ERROR: {Named} is no longer in recovery\n");
                return 1;
            case { Succeeded: true }:
                await output.WriteAsync(new RecoveryLine(100, 1, 0, time.GetElapsedTime(started), null) + "\n");
                await WarnAsync(result.Lost, error);
                return 0;
            default:
                await output.WriteAsync(new RecoveryLine(100, 0, 1, time.GetElapsedTime(started), "Failed") + "\n");
                await error.WriteAsync($"ERROR: {Named} was not recovered: {result.Detail}\n");
                return 1;
        }

        RecoveryLine Line(RecoveryStep step) =>
            new(Math.Min(step.Percent, 50), 0, 0, time.GetElapsedTime(started), step.Percent == 0 ? step.Did + "." : step.Did);

        async Task PrintAsync()
        {
            await foreach (var line in steps.Reader.ReadAllAsync(ct))
            {
                await output.WriteAsync(line + "\r");
                await output.FlushAsync(ct);
            }
        }
    }

    /// <summary>At once, in order; <see cref="Progress{T}"/> would hand over to other threads.</summary>
    private sealed class Steps(Action<RecoveryStep> report) : IProgress<RecoveryStep>
    {
        public void Report(RecoveryStep value) => report(value);
    }
}
