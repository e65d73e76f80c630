using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>The latest changes of a store in their order: what a watch resumes from, and what the past is told from.</summary>
/// <param name="length">How many changes are kept.</param>
internal sealed class History(int length)
{
    private readonly LinkedList<Change> changes = [];

    /// <summary>The version before which nothing is known.</summary>
    public long Forgotten { get; set; } = 1;

    public void Add(Change change)
    {
        changes.AddLast(change);
        if (changes.Count > length)
        {
            Forgotten = changes.First!.Value.Version;
            changes.RemoveFirst();
        }
    }

    /// <summary>The changes of a kind after a version, the first one first.</summary>
    public IEnumerable<Change> After(long version, ResourceType type)
    {
        for (var node = FirstAfter(version); node is not null; node = node.Next)
        {
            if (IsSame(node.Value.Resource, type))
            {
                yield return node.Value;
            }
        }
    }

    /// <summary>The objects of a kind as they were at a version, made of those that are there now.</summary>
    public SortedDictionary<string, JsonObject> At(long version, ResourceType type, SortedDictionary<string, JsonObject> now)
    {
        var then = new SortedDictionary<string, JsonObject>(now, StringComparer.Ordinal);
        for (var node = changes.Last; node is not null && node.Value.Version > version; node = node.Previous)
        {
            var change = node.Value;
            if (!IsSame(change.Resource, type))
            {
                continue;
            }
            var key = Collections.KeyOf(change.Object);
            then.Remove(key);
            if (change.Before is { } before)
            {
                then[key] = before;
            }
        }
        return then;
    }

    public static bool IsSame(ResourceType one, ResourceType other) => one.Group == other.Group && one.Plural == other.Plural;

    private LinkedListNode<Change>? FirstAfter(long version)
    {
        var node = changes.Last;
        while (node?.Previous is { } previous && previous.Value.Version > version)
        {
            node = previous;
        }
        return node is not null && node.Value.Version > version ? node : null;
    }
}
