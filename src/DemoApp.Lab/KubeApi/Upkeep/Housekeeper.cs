using System.Net;
using System.Threading.Channels;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.KubeApi.Upkeep;

/// <summary>What a cluster does by itself with any object: follows every change and leads it to those it concerns.</summary>
internal sealed partial class Housekeeper : IAsyncDisposable
{
    private readonly ApiCluster cluster;
    private readonly ILogger logger;
    private readonly ChannelReader<Change> changes;
    private readonly Garbage garbage;
    private readonly Namespaces namespaces;
    private readonly ServedDefinitions definitions;
    private Task loop = Task.CompletedTask;

    public Housekeeper(ApiCluster cluster, ILogger logger)
    {
        this.cluster = cluster;
        this.logger = logger;
        var removal = new Removal(cluster);
        (garbage, namespaces, definitions) = (new(cluster, removal), new(cluster, removal), new(cluster, removal));
        changes = cluster.Store.SubscribeToAll();
    }

    /// <summary>Creates what every cluster has, goes on with what a former process left half done, and starts.</summary>
    public void Seed()
    {
        definitions.Seed();
        namespaces.Seed();
        loop = RunAsync();
    }

    /// <summary>Says in the cluster itself where its server listens.</summary>
    public void Advertise(IPEndPoint at) => new OwnService(cluster).Advertise(at);

    public async ValueTask DisposeAsync()
    {
        cluster.Store.Unsubscribe(changes);
        await loop;
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        foreach (var type in cluster.Types.Stored.ToList())
        {
            foreach (var obj in cluster.Store.List(type, "").Items.Where(o => o.IsDeleting()))
            {
                TryKeep(new Change(ChangeType.Modified, type, obj, obj, obj.ResourceVersion()));
            }
        }
        await foreach (var change in changes.ReadAllAsync())
        {
            TryKeep(change);
        }
    }

    private void TryKeep(Change change)
    {
        try
        {
            Keep(change);
        }
        catch (ApiError error)
        {
            // Someone else was faster; the change that this caused is seen in its turn.
            Log.Overtaken(logger, error.Message);
        }
    }

    private void Keep(Change change)
    {
        if (change.Resource is { Kind: "CustomResourceDefinition", IsCustom: false })
        {
            definitions.Keep(change);
        }
        namespaces.Keep(change);
        if (change.Type == ChangeType.Added)
        {
            garbage.CollectLate(change.Resource, change.Object);
        }
        if (change.Type == ChangeType.Deleted)
        {
            garbage.CollectOrphans(change.Object.Uid());
            definitions.Left(change.Resource);
            namespaces.Finish(change.Object.Namespace());
        }
        else if (change.Object.IsDeleting())
        {
            if (change.Resource is { Kind: "Namespace", Group: "" })
            {
                namespaces.Empty(change.Object.Name());
            }
            else
            {
                garbage.FinishOwner(change.Resource, change.Object);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Upkeep left to another change: {Why}")]
        public static partial void Overtaken(ILogger logger, string why);
    }
}
