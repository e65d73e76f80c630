using System.Threading.Channels;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Ends what runs in a pod when the pod itself is gone.</summary>
internal static class PodLife
{
    /// <summary>Runs work whose token is cancelled once the pod is deleted.</summary>
    public static async Task RunWithinAsync(ObjectStore store, PodTarget target, Func<CancellationToken, Task> work, CancellationToken ct)
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
