using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>Answers <c>?watch=true</c>: one JSON line a change, until the caller leaves or its time is over.</summary>
internal sealed class Watcher(ApiCluster cluster)
{
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromSeconds(60);

    public async Task WatchAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var selection = Selection.Of(http.Request, path);
        var since = ListRequest.VersionOf(http.Request);
        var initial = http.Request.Query["sendInitialEvents"] is ["true" or "1"];
        var seconds = ListRequest.Number(http.Request, "timeoutSeconds");
        var watch = new EventStream(cluster, http, path, selection, Projection.Of(cluster, http.Request, path.Type));

        http.Response.ContentType = "application/json";
        ChannelReader<Change> changes;
        IReadOnlyList<JsonObject> existing;
        long at;
        try
        {
            changes = cluster.Store.Subscribe(path.Type, path.Namespace, since == 0 || initial ? null : since, out existing, out at);
        }
        catch (ApiError expired)
        {
            await watch.SendAsync("ERROR", expired.ToStatus(), ct);
            return;
        }
        try
        {
            await http.Response.StartAsync(ct);
            if (since == 0 || initial)
            {
                await watch.SendExistingAsync(existing, at, initial, ct);
            }
            await http.Response.Body.FlushAsync(ct);
            using var over = new CancellationTokenSource(seconds > 0 ? TimeSpan.FromSeconds(seconds) : LongestWatch, cluster.Time);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
            await watch.FollowAsync(changes, BookmarkEvery, ends.Token);
        }
        finally
        {
            cluster.Store.Unsubscribe(changes);
        }
    }

    private sealed class EventStream(ApiCluster cluster, HttpContext http, ApiPath path, Selection selection, Projection projection)
    {
        private readonly bool bookmarks = http.Request.Query["allowWatchBookmarks"] is ["true" or "1"];
        private bool first = true;

        public async Task SendExistingAsync(IReadOnlyList<JsonObject> existing, long at, bool marker, CancellationToken ct)
        {
            foreach (var obj in existing.Where(selection.Matches))
            {
                await SendObjectAsync("ADDED", obj, ct);
            }
            if (marker && bookmarks)
            {
                await SendAsync("BOOKMARK", projection.Bookmark(at, first, new JsonObject { ["k8s.io/initial-events-end"] = "true" }), ct);
            }
        }

        public async Task FollowAsync(ChannelReader<Change> changes, TimeSpan bookmarkEvery, CancellationToken ct)
        {
            using var bookmarkTimer = new PeriodicTimer(bookmarkEvery, cluster.Time);
            var tick = bookmarkTimer.WaitForNextTickAsync(ct).AsTask();
            var more = changes.WaitToReadAsync(ct).AsTask();
            try
            {
                while (true)
                {
                    await Task.WhenAny(more, tick);
                    if (more.IsCompleted)
                    {
                        if (!await more)
                        {
                            return;
                        }
                        while (changes.TryRead(out var change))
                        {
                            await SendChangeAsync(change, ct);
                        }
                        more = changes.WaitToReadAsync(ct).AsTask();
                    }
                    else
                    {
                        await tick;
                        if (bookmarks)
                        {
                            await SendAsync("BOOKMARK", projection.Bookmark(cluster.Store.Version, first, null), ct);
                        }
                        tick = bookmarkTimer.WaitForNextTickAsync(ct).AsTask();
                    }
                    await http.Response.Body.FlushAsync(ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Its time is over: the stream ends cleanly.
            }
        }

        /// <summary>An object that enters the selection is added, one that leaves it is deleted.</summary>
        private Task SendChangeAsync(Change change, CancellationToken ct)
        {
            if (!ReferenceEquals(change.Resource, path.Type) && (change.Resource.Group != path.Type.Group || change.Resource.Plural != path.Type.Plural))
            {
                return Task.CompletedTask;
            }
            if (path.Namespace.Length > 0 && change.Object.Namespace() != path.Namespace)
            {
                return Task.CompletedTask;
            }
            var was = change.Before is not null && selection.Matches(change.Before);
            var @is = change.Type != ChangeType.Deleted && selection.Matches(change.Object);
            var type = (was, @is) switch { (false, true) => "ADDED", (true, true) => "MODIFIED", (true, false) => "DELETED", _ => null };
            return type is null ? Task.CompletedTask : SendObjectAsync(type, change.Object, ct);
        }

        private Task SendObjectAsync(string type, JsonObject obj, CancellationToken ct) => SendAsync(type, projection.Event(obj, first), ct);

        public async Task SendAsync(string type, JsonObject obj, CancellationToken ct)
        {
            first = false;
            var line = new JsonObject { ["type"] = type, ["object"] = obj }.ToJsonString() + "\n";
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line), ct);
        }
    }
}
