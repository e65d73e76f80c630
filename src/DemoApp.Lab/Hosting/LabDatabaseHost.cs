using DemoApp.Lab.Controllers;
using DemoApp.Lab.Database;
using DemoApp.Lab.Database.Endpoint;
using DemoApp.Lab.Network;

namespace DemoApp.Lab.Hosting;

/// <summary>The node processes of one cluster, each with its volume, and the endpoint on one of them.</summary>
internal sealed class LabDatabaseHost(SiteDatabase database, LabPodAddresses addresses, PodNetwork network, string ns)
    : IDatabaseHost, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile string? endpoint;

    public string Site => database.Site;

    /// <summary>The pod that has the endpoint.</summary>
    public string? Endpoint => endpoint;

    public DatabaseReport Report
    {
        get
        {
            var facts = database.Facts;
            return new(
                database.IsRunning && database.Mode == EndpointMode.Serving, facts.Keys ?? 0, facts.LastSnapshot, facts.Directory,
                database.Links.Count > 0, facts.HasFiles)
            {
                Problems = database.Problems is { IsLoss: true } problems ? $"{problems}" : null,
            };
        }
    }

    public Task StartNodeAsync(string pod, CancellationToken cancellationToken) => LockedAsync(async () =>
    {
        await database.StartNodeAsync(pod, cancellationToken);
        if (pod == endpoint)
        {
            Attach(pod);
        }
    }, cancellationToken);

    public Task StopNodeAsync(string pod, CancellationToken cancellationToken) => LockedAsync(async () =>
    {
        // What an orderly end leaves behind: a recovery begins with it.
        await database.StopNodeAsync(pod, snapshot: true, cancellationToken);
        if (addresses.Of(ns, pod) is { } ip)
        {
            network.Detach(ip, LabNames.DatabasePort);
        }
    }, cancellationToken);

    public Task ServeAsync(string pod, CancellationToken cancellationToken) => LockedAsync(async () =>
    {
        Attach(pod);
        await database.ServeAsync(pod, cancellationToken);
    }, cancellationToken);

    public Task SilenceAsync(string pod, CancellationToken cancellationToken) => LockedAsync(async () =>
    {
        Attach(pod);
        await database.SetModeAsync(EndpointMode.Silent, cancellationToken);
    }, cancellationToken);

    public Task CloseAsync(CancellationToken cancellationToken) => LockedAsync(() =>
    {
        endpoint = null;
        return database.SetModeAsync(EndpointMode.Closed, cancellationToken);
    }, cancellationToken);

    public async Task<RecoveryResult> RecoverAsync(RecoverySource source, IProgress<RecoveryStep> progress, CancellationToken cancellationToken)
    {
        try
        {
            var on = endpoint ?? throw new DatabaseStartException(database.Site, DatabaseStartFailure.MissingNode, "no node is there to recover on");
            var done = await database.RecoverAsync(on, source is RecoverySource.Disk, new Steps(progress), cancellationToken);
            var problems = done.Problems.IsWhole ? "" : $" ({done.Problems})";
            return new(true, done.Keys, $"{done.KeysFromDisk} keys from disk, {done.EffectsFromPeers} changes from the other clusters{problems}")
            {
                Lost = done.Problems.IsLoss ? $"{done.Problems}" : null,
            };
        }
        catch (DatabaseStartException e)
        {
            return new(false, 0, e.Message);
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>A node that is not there yet is attached once it is.</summary>
    private void Attach(string pod)
    {
        endpoint = pod;
        if (addresses.Of(ns, pod) is { } ip)
        {
            network.Attach(ip, LabNames.DatabasePort, database.EndPoint);
        }
    }

    private async Task LockedAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Reports at once, in order; <see cref="Progress{T}"/> would hand over to other threads.</summary>
    private sealed class Steps(IProgress<RecoveryStep> to) : IProgress<RecoveryProgress>
    {
        public void Report(RecoveryProgress value) => to.Report(new(value.Percent, value.Step));
    }
}
