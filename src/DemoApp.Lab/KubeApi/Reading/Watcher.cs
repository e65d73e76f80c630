using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
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
    private const long LongestTimeout = 24 * 60 * 60;
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromSeconds(60);

    public async Task WatchAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var selection = Selection.Of(http.Request, path);
        var since = ListRequest.VersionOf(http.Request);
        var initial = http.Request.Query["sendInitialEvents"] is ["true" or "1"];
        var seconds = ListRequest.Number(http.Request, "timeoutSeconds");
        using var watch = new EventStream(cluster, http, path, selection, Projection.Of(cluster, http.Request, path.Type));

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
            await watch.SendErrorAsync(expired, ct);
            return;
        }
        try
        {
            await http.Response.StartAsync(ct);
            if (since == 0 || initial)
            {
                await watch.SendExistingAsync(existing, at, initial, ct);
            }
            await watch.FlushAsync(ct);
            using var over = new CancellationTokenSource(seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, LongestTimeout)) : LongestWatch, cluster.Time);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
            await watch.FollowAsync(changes, BookmarkEvery, ends.Token);
        }
        finally
        {
            cluster.Store.Unsubscribe(changes);
        }
    }

    private sealed class EventStream(ApiCluster cluster, HttpContext http, ApiPath path, Selection selection, Projection projection) : IDisposable
    {
        private const long MostUnflushed = 64 * 1024;
        private readonly PipeWriter body = http.Response.BodyWriter;
        private readonly Utf8JsonWriter writer = new(Stream.Null, GoEscapes.Writing);
        private readonly bool bookmarks = http.Request.Query["allowWatchBookmarks"] is ["true" or "1"];
        private bool first = true;
        private long unflushed;

        public async Task SendExistingAsync(IReadOnlyList<JsonObject> existing, long at, bool marker, CancellationToken ct)
        {
            foreach (var obj in existing.Where(selection.Matches))
            {
                await SendObjectAsync("ADDED", obj, ct);
            }
            if (marker && bookmarks)
            {
                await SendObjectAsync("BOOKMARK", projection.Bookmark(at, new JsonObject { ["k8s.io/initial-events-end"] = "true" }), ct);
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
                            await SendObjectAsync("BOOKMARK", projection.Bookmark(cluster.Store.Version, null), ct);
                        }
                        tick = bookmarkTimer.WaitForNextTickAsync(ct).AsTask();
                    }
                    await FlushAsync(ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Its time is over: the stream ends cleanly.
            }
        }

        /// <summary>An object that enters the selection is added, one that leaves it is deleted.</summary>
        private ValueTask SendChangeAsync(Change change, CancellationToken ct)
        {
            if (path.Namespace.Length > 0 && change.Object.Namespace() != path.Namespace)
            {
                return ValueTask.CompletedTask;
            }
            var was = change.Before is not null && selection.Matches(change.Before);
            var @is = change.Type != ChangeType.Deleted && selection.Matches(change.Object);
            var type = (was, @is) switch { (false, true) => "ADDED", (true, true) => "MODIFIED", (true, false) => "DELETED", _ => null };
            return type is null ? ValueTask.CompletedTask : SendObjectAsync(type, change.Object, ct);
        }

        private ValueTask SendObjectAsync(string type, JsonObject obj, CancellationToken ct)
        {
            var columns = first;
            first = false;
            return SendAsync(type, to => projection.WriteEvent(to, obj, columns), ct);
        }

        public ValueTask SendErrorAsync(ApiError error, CancellationToken ct) => SendAsync("ERROR", to => error.ToStatus().WriteTo(to), ct);

        /// <summary>One line. It leaves with the next flush, so that changes that come together go out together.</summary>
        private async ValueTask SendAsync(string type, Action<Utf8JsonWriter> writeObject, CancellationToken ct)
        {
            writer.Reset(body);
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WritePropertyName("object");
            writeObject(writer);
            writer.WriteEndObject();
            writer.Flush();
            body.Write("\n"u8);
            unflushed += writer.BytesCommitted;
            if (unflushed > MostUnflushed)
            {
                await FlushAsync(ct);
            }
        }

        public async ValueTask FlushAsync(CancellationToken ct)
        {
            unflushed = 0;
            await body.FlushAsync(ct);
        }

        public void Dispose() => writer.Dispose();
    }
}
