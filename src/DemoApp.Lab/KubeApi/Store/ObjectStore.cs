using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>
/// Every object of one cluster under one growing resource version, with the latest changes kept so that a watch resumes without
/// a gap. Knows neither HTTP nor what the objects mean. Reads never see a half-made change.
/// </summary>
internal sealed class ObjectStore : IDisposable
{
    private readonly int historyLength;
    private readonly Journal? journal;
    private readonly Lock gate = new();
    private readonly Collections objects = new();
    private readonly Dictionary<string, long> changed = [];
    private readonly History history;
    private readonly Subscribers subscribers = new();
    private long version = 1;

    /// <param name="historyLength">How many changes are kept for watches and lists of the past.</param>
    /// <param name="path">The file in which the objects outlive the process; null: they do not.</param>
    public ObjectStore(int historyLength = 20_000, string? path = null)
    {
        this.historyLength = historyLength;
        history = new(historyLength);
        if (path is null)
        {
            return;
        }
        journal = Journal.Open(path, out var entries);
        foreach (var entry in entries)
        {
            if (entry.Object is { } obj)
            {
                objects[entry.Collection][entry.Key] = obj;
            }
            version = history.Forgotten = Math.Max(version, entry.Version);
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
            return changed.GetValueOrDefault(Collections.IdOf(type));
        }
    }

    public JsonObject? Find(ResourceType type, string ns, string name)
    {
        lock (gate)
        {
            return objects[type].GetValueOrDefault(Collections.KeyOf(ns, name)) is { } found ? type.View(found) : null;
        }
    }

    /// <summary>All objects of a type, in name order, and the version at which that was so. Empty namespace: of all namespaces.</summary>
    public (IReadOnlyList<JsonObject> Items, long Version) List(ResourceType type, string ns)
    {
        lock (gate)
        {
            return (Collections.Within(objects[type], type, ns), version);
        }
    }

    /// <summary>All objects of a type as they were at <paramref name="at"/>, in name order.</summary>
    /// <exception cref="ApiError">410 when changes since that version are no longer kept.</exception>
    public IReadOnlyList<JsonObject> ListAt(ResourceType type, string ns, long at)
    {
        lock (gate)
        {
            return at < history.Forgotten
                ? throw ApiError.Expired("The resourceVersion for the provided list is too old.")
                : Collections.Within(history.At(at, type, objects[type]), type, ns);
        }
    }

    /// <summary>Puts an object that must not be there yet.</summary>
    public JsonObject Create(ResourceType type, JsonObject obj)
    {
        lock (gate)
        {
            if (objects[type].ContainsKey(Collections.KeyOf(obj)))
            {
                throw ApiError.AlreadyExists(type, obj.Name());
            }
            return CommitLocked(type, obj, null);
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
            var key = Collections.KeyOf(ns, name);
            var before = type.View(objects[type].GetValueOrDefault(key) ?? throw ApiError.NotFound(type, name));
            var after = change((JsonObject)before.DeepClone());
            if (after is null)
            {
                objects[type].Remove(key);
                var gone = (JsonObject)before.DeepClone();
                PublishLocked(ChangeType.Deleted, type, gone, before);
                return gone;
            }
            return JsonNode.DeepEquals(before, after) ? before : CommitLocked(type, after, before);
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
            if (since < history.Forgotten)
            {
                throw ApiError.Expired($"too old resource version: {since} ({history.Forgotten})");
            }
            foreach (var change in since < version ? history.After(since.Value, type) : [])
            {
                channel.Writer.TryWrite(change.SeenAs(type));
            }
            subscribers.Add(type, channel);
        }
        return channel.Reader;
    }

    /// <summary>Subscribes to the changes of every kind from now on.</summary>
    public ChannelReader<Change> SubscribeToAll()
    {
        var channel = Channel.CreateUnbounded<Change>();
        lock (gate)
        {
            subscribers.Add(null, channel);
        }
        return channel.Reader;
    }

    /// <summary>Ends a subscription; a second call does nothing.</summary>
    public void Unsubscribe(ChannelReader<Change> reader)
    {
        lock (gate)
        {
            subscribers.Remove(reader);
        }
    }

    private JsonObject CommitLocked(ResourceType type, JsonObject obj, JsonObject? before)
    {
        PublishLocked(before is null ? ChangeType.Added : ChangeType.Modified, type, obj, before);
        objects[type][Collections.KeyOf(obj)] = obj;
        return obj;
    }

    private void PublishLocked(ChangeType what, ResourceType type, JsonObject obj, JsonObject? before)
    {
        var next = version + 1;
        obj.Metadata()["resourceVersion"] = next.ToString(CultureInfo.InvariantCulture);
        Interlocked.Exchange(ref version, next);
        Keep(what, type, obj, next);
        changed[Collections.IdOf(type)] = next;
        var change = new Change(what, type, obj, before, next);
        history.Add(change);
        subscribers.Tell(change);
    }

    private void Keep(ChangeType change, ResourceType type, JsonObject obj, long at)
    {
        if (journal is null)
        {
            return;
        }
        var entry = new JournalEntry(at, Collections.IdOf(type), Collections.KeyOf(obj), change == ChangeType.Deleted ? null : obj);
        journal.Append(entry);
        if (journal.IsLong)
        {
            journal.Rewrite([.. objects.Except(entry).OrderBy(e => e.Version), entry]);
        }
    }
}
