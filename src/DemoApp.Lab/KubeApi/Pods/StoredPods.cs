using System.Threading.Channels;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>The pods of this API server.</summary>
internal sealed class StoredPods(ObjectStore store) : IPodSource
{
    public ValueTask<PodTarget> FindAsync(ApiPath path, CancellationToken ct) =>
        new(new PodTarget(path, store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name)));

    public async Task RunWithinAsync(PodTarget target, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var changes = store.Subscribe(target.Path.Type, target.Namespace, null, out var existing, out _);
        var uid = target.Pod.Uid();
        var watching = existing.Any(p => p.Uid() == uid) ? CancelWhenGoneAsync(changes, uid, ends) : ends.CancelAsync();
        try
        {
            await work(ends.Token);
        }
        finally
        {
            store.Unsubscribe(changes);
            await watching;
        }
    }

    private static async Task CancelWhenGoneAsync(ChannelReader<Change> changes, string? uid, CancellationTokenSource ends)
    {
        await foreach (var change in changes.ReadAllAsync(CancellationToken.None))
        {
            if (change.Type == ChangeType.Deleted && change.Object.Uid() == uid)
            {
                await ends.CancelAsync();
                return;
            }
        }
    }
}
