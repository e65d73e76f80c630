using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace DemoApp.Lab.KubeApi.Store;

internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change of one object. Objects handed out are shared: clone before changing.</summary>
internal sealed record Change(ChangeType Type, ResourceType Resource, JsonObject Object, JsonObject? Before, long Version)
{
    /// <summary>The same change as a watch of one version of the kind shows it; null: as it was made.</summary>
    public Change SeenAs(ResourceType? type) => type?.Convert is null ? this
        : this with { Object = type.View(Object), Before = Before is null ? null : type.View(Before) };
}

/// <summary>
/// Every object of one cluster under one growing resource version, with the latest changes kept so that a watch resumes without
/// a gap. Knows neither HTTP nor what the objects mean. Reads never see a half-made change.
/// </summary>
internal sealed class ObjectStore : IDisposable
{
    private readonly int historyLength;
    private readonly Journal? journal;
    private readonly Lock gate = new();
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> objects = [];
    private readonly Dictionary<string, long> changed = [];
    private readonly LinkedList<Change> history = [];
    private ImmutableArray<(ResourceType? Type, Channel<Change> Changes)> subscribers = [];
    private long version = 1;
    private long forgotten = 1;

    /// <param name="historyLength">How many changes are kept for watches and lists of the past.</param>
    /// <param name="path">The file in which the objects outlive the process; null: they do not.</param>
    public ObjectStore(int historyLength = 20_000, string? path = null)
    {
        this.historyLength = historyLength;
        if (path is null)
        {
            return;
        }
        journal = Journal.Open(path, out var entries);
        foreach (var entry in entries)
        {
            if (entry.Object is { } obj)
            {
                Of(entry.Collection)[entry.Key] = obj;
            }
            version = forgotten = Math.Max(version, entry.Version);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            journal?.Dispose();
        }
    }

    public long Version => Interlocked.Read(ref version);

    /// <summary>The version of the latest change of any object of a type; 0 when there was none.</summary>
    public long VersionOf(ResourceType type)
    {
        lock (gate)
        {
            return changed.GetValueOrDefault(Collection(type));
        }
    }

    public JsonObject? Find(ResourceType type, string ns, string name)
    {
        lock (gate)
        {
            return Of(type).GetValueOrDefault(Key(ns, name)) is { } found ? type.View(found) : null;
        }
    }

    /// <summary>All objects of a type, in name order, and the version at which that was so. Empty namespace: of all namespaces.</summary>
    public (IReadOnlyList<JsonObject> Items, long Version) List(ResourceType type, string ns)
    {
        lock (gate)
        {
            var all = Of(type);
            var items = ns.Length == 0 ? all.Values : all.Where(p => p.Key.StartsWith(ns + "/", StringComparison.Ordinal)).Select(p => p.Value);
            return ([.. items.Select(type.View)], version);
        }
    }

    /// <summary>All objects of a type as they were at <paramref name="at"/>, in name order.</summary>
    /// <exception cref="ApiError">410 when changes since that version are no longer kept.</exception>
    public IReadOnlyList<JsonObject> ListAt(ResourceType type, string ns, long at)
    {
        lock (gate)
        {
            if (at < forgotten)
            {
                throw ApiError.Expired("The resourceVersion for the provided list is too old.");
            }
            var then = new SortedDictionary<string, JsonObject>(Of(type), StringComparer.Ordinal);
            for (var node = history.Last; node is not null && node.Value.Version > at; node = node.Previous)
            {
                var change = node.Value;
                if (!IsSame(change.Resource, type))
                {
                    continue;
                }
                var key = Key(change.Object.Namespace(), change.Object.Name());
                then.Remove(key);
                if (change.Before is { } before)
                {
                    then[key] = before;
                }
            }
            return [.. then.Where(p => ns.Length == 0 || p.Key.StartsWith(ns + "/", StringComparison.Ordinal)).Select(p => type.View(p.Value))];
        }
    }

    /// <summary>Puts an object that must not be there yet.</summary>
    public JsonObject Create(ResourceType type, JsonObject obj)
    {
        lock (gate)
        {
            var key = Key(obj.Namespace(), obj.Name());
            if (Of(type).ContainsKey(key))
            {
                throw ApiError.AlreadyExists(type, obj.Name());
            }
            return CommitLocked(type, key, obj, null);
        }
    }

    /// <summary>Does several steps with nobody else's between them.</summary>
    public T Exclusively<T>(Func<T> steps)
    {
        lock (gate)
        {
            return steps();
        }
    }

    /// <summary>
    /// Replaces an object by what <paramref name="change"/> makes of a copy of it. An equal result writes nothing and keeps the
    /// version; null removes the object.
    /// </summary>
    public JsonObject Update(ResourceType type, string ns, string name, Func<JsonObject, JsonObject?> change)
    {
        lock (gate)
        {
            var key = Key(ns, name);
            var before = type.View(Of(type).GetValueOrDefault(key) ?? throw ApiError.NotFound(type, name));
            var after = change((JsonObject)before.DeepClone());
            if (after is null)
            {
                Of(type).Remove(key);
                var gone = (JsonObject)before.DeepClone();
                PublishLocked(ChangeType.Deleted, type, gone, before);
                return gone;
            }
            return JsonNode.DeepEquals(before, after) ? before : CommitLocked(type, key, after, before);
        }
    }

    /// <summary>
    /// Subscribes to a kind's changes after <paramref name="since"/>; null: from now on, with what is there handed back as
    /// <paramref name="existing"/>.
    /// </summary>
    /// <exception cref="ApiError">410 when changes since that version are no longer kept.</exception>
    public ChannelReader<Change> Subscribe(ResourceType type, string ns, long? since, out IReadOnlyList<JsonObject> existing, out long at)
    {
        // Bounded: a reader that does not read ends its own watch and lists again; it never holds up a writer.
        var channel = Channel.CreateBounded<Change>(new BoundedChannelOptions(historyLength + 1000) { FullMode = BoundedChannelFullMode.Wait });
        lock (gate)
        {
            existing = since is null ? List(type, ns).Items : [];
            at = version;
            if (since < forgotten)
            {
                throw ApiError.Expired($"too old resource version: {since} ({forgotten})");
            }
            for (var node = since < version ? FirstAfter(since.Value) : null; node is not null; node = node.Next)
            {
                if (IsSame(node.Value.Resource, type))
                {
                    channel.Writer.TryWrite(node.Value.SeenAs(type));
                }
            }
            subscribers = subscribers.Add((type, channel));
        }
        return channel.Reader;
    }

    /// <summary>Subscribes to the changes of every kind from now on.</summary>
    public ChannelReader<Change> SubscribeToAll()
    {
        var channel = Channel.CreateUnbounded<Change>();
        lock (gate)
        {
            subscribers = subscribers.Add((null, channel));
        }
        return channel.Reader;
    }

    /// <summary>Ends a subscription; a second call does nothing.</summary>
    public void Unsubscribe(ChannelReader<Change> reader)
    {
        lock (gate)
        {
            foreach (var subscriber in subscribers.Where(s => s.Changes.Reader == reader))
            {
                subscriber.Changes.Writer.TryComplete();
            }
            subscribers = subscribers.RemoveAll(s => s.Changes.Reader == reader);
        }
    }

    private LinkedListNode<Change>? FirstAfter(long since)
    {
        var node = history.Last;
        while (node?.Previous is { } previous && previous.Value.Version > since)
        {
            node = previous;
        }
        return node is not null && node.Value.Version > since ? node : null;
    }

    private JsonObject CommitLocked(ResourceType type, string key, JsonObject obj, JsonObject? before)
    {
        PublishLocked(before is null ? ChangeType.Added : ChangeType.Modified, type, obj, before);
        Of(type)[key] = obj;
        return obj;
    }

    private void PublishLocked(ChangeType change, ResourceType type, JsonObject obj, JsonObject? before)
    {
        var next = version + 1;
        obj.Metadata()["resourceVersion"] = next.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Interlocked.Exchange(ref version, next);
        Keep(change, type, obj, next);
        changed[Collection(type)] = next;
        var entry = new Change(change, type, obj, before, next);
        history.AddLast(entry);
        if (history.Count > historyLength)
        {
            forgotten = history.First!.Value.Version;
            history.RemoveFirst();
        }
        foreach (var subscriber in subscribers)
        {
            if ((subscriber.Type is null || IsSame(subscriber.Type, type)) && !subscriber.Changes.Writer.TryWrite(entry.SeenAs(subscriber.Type)))
            {
                subscriber.Changes.Writer.TryComplete();
                subscribers = subscribers.Remove(subscriber);
            }
        }
    }

    private void Keep(ChangeType change, ResourceType type, JsonObject obj, long at)
    {
        if (journal is null)
        {
            return;
        }
        var entry = new JournalEntry(at, Collection(type), Key(obj.Namespace(), obj.Name()), change == ChangeType.Deleted ? null : obj);
        journal.Append(entry);
        if (journal.IsLong)
        {
            var others = from all in objects
                         from pair in all.Value
                         where (all.Key, pair.Key) != (entry.Collection, entry.Key)
                         select new JournalEntry(pair.Value.ResourceVersion(), all.Key, pair.Key, pair.Value);
            journal.Rewrite([.. others.OrderBy(e => e.Version), entry]);
        }
    }

    private static string Collection(ResourceType type) => $"{type.Group}/{type.Plural}";

    private SortedDictionary<string, JsonObject> Of(ResourceType type) => Of(Collection(type));

    private SortedDictionary<string, JsonObject> Of(string id)
    {
        if (!objects.TryGetValue(id, out var all))
        {
            objects[id] = all = new(StringComparer.Ordinal);
        }
        return all;
    }

    /// <summary>Versions of one kind are the same objects.</summary>
    private static bool IsSame(ResourceType one, ResourceType other) => one.Group == other.Group && one.Plural == other.Plural;

    private static string Key(string ns, string name) => $"{ns}/{name}";
}
