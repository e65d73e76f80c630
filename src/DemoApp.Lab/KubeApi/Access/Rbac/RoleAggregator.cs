using System.Threading.Channels;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>Keeps the rules of aggregating ClusterRoles as their parts come, change and go.</summary>
internal sealed partial class RoleAggregator(ObjectStore store, ILogger logger) : IAsyncDisposable
{
    private readonly ChannelReader<Change> changes = store.Subscribe(BuiltInTypes.ClusterRoles, "", null, out _, out _);
    private Task loop = Task.CompletedTask;

    public void Start() => loop = RunAsync();

    /// <summary>Until nothing changes: a role that aggregates may itself be a part of another, as view is of edit.</summary>
    public void Aggregate()
    {
        for (var before = -1L; before != store.VersionOf(BuiltInTypes.ClusterRoles);)
        {
            before = store.VersionOf(BuiltInTypes.ClusterRoles);
            foreach (var name in store.List(BuiltInTypes.ClusterRoles, "").Items.Where(r => r["aggregationRule"] is not null)
                .Select(r => r.Name()))
            {
                var all = store.List(BuiltInTypes.ClusterRoles, "").Items;
                store.Update(BuiltInTypes.ClusterRoles, "", name, role =>
                {
                    role["rules"] = Aggregation.Rules(role, all) ?? role["rules"]?.DeepClone();
                    return role;
                });
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        store.Unsubscribe(changes);
        await loop;
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        await foreach (var change in changes.ReadAllAsync())
        {
            if (change.Resource != BuiltInTypes.ClusterRoles)
            {
                continue;
            }
            try
            {
                Aggregate();
            }
            catch (ApiError error)
            {
                // A role went while it was read; its going is seen in its turn.
                Log.Overtaken(logger, error.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Aggregation left to another change: {Why}")]
        public static partial void Overtaken(ILogger logger, string why);
    }
}
