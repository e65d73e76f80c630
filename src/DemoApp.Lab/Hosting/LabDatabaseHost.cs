using DemoApp.Lab.Controllers;
using DemoApp.Lab.Database.Old;
using DemoApp.Lab.Network;

namespace DemoApp.Lab.Hosting;

/// <summary>The node processes of one cluster: one Garnet stands for all of them, behind the pod that has the endpoint.</summary>
internal sealed class LabDatabaseHost(SiteDatabase database, LabPodAddresses addresses, PodNetwork network) : IDatabaseHost, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly HashSet<string> nodes = [];
    private string? endpoint;

    public DatabaseReport Report
    {
        get
        {
            var facts = database.Facts;
            return new(database.IsRunning && database.Mode == EndpointMode.Serving, facts.Keys ?? 0, facts.LastSnapshot, facts.Directory, database.Links.Count > 0, DatabaseFiles.Exist(facts.Directory));
        }
    }

    public Task StartNodeAsync(string pod, CancellationToken cancellationToken) => LockedAsync(() =>
    {
        nodes.Add(pod);
        if (pod == endpoint)
        {
            Attach(pod);
        }
        return Task.CompletedTask;
    }, cancellationToken);

    public Task StopNodeAsync(string pod, CancellationToken cancellationToken) => LockedAsync(async () =>
    {
        if (nodes.Remove(pod) && nodes.Count == 0)
        {
            await database.StopAsync(cancellationToken);
        }
        if (addresses.Of(pod) is { } ip)
        {
            network.Detach(ip, LabNames.DatabasePort);
        }
    }, cancellationToken);

    public Task ServeAsync(string pod, CancellationToken cancellationToken) => LockedAsync(async () =>
    {
        Attach(pod);
        await database.StartAsync(cancellationToken);
        await database.SetModeAsync(EndpointMode.Serving, cancellationToken);
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
            if (source is RecoverySource.Peers)
            {
                await database.StartAsync(cancellationToken);
            }

            var done = await database.RecoverAsync(new Steps(progress), cancellationToken);
            return new(true, done.Keys, $"{done.KeysFromDisk} keys from disk, {done.EffectsFromPeers} changes from the other clusters");
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
        if (addresses.Of(pod) is { } ip)
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
