using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>
/// A set of paths into an object, as a tree: what one manager owns. Immutable. A path and the paths below it are told apart: owning
/// <c>spec</c> is not owning <c>spec.nodes</c>.
/// </summary>
internal sealed class FieldSet
{
    public static readonly FieldSet Empty = new(false, []);

    /// <summary>The set that holds only the path to itself.</summary>
    public static readonly FieldSet Leaf = new(true, []);

    private readonly Dictionary<string, FieldSet> below;

    private FieldSet(bool isMember, Dictionary<string, FieldSet> below) => (IsMember, this.below) = (isMember, below);

    /// <summary>Whether the path to this node is itself in the set.</summary>
    public bool IsMember { get; }

    public bool IsEmpty => !IsMember && below.Count == 0;

    public IEnumerable<KeyValuePair<string, FieldSet>> Below => below;

    public static FieldSet Of(bool isMember, Dictionary<string, FieldSet>? below) =>
        below is not { Count: > 0 } ? isMember ? Leaf : Empty : new(isMember, below);

    /// <summary>The set of one path, given as its elements.</summary>
    public static FieldSet Path(params ReadOnlySpan<string> elements) =>
        elements.Length == 0 ? Leaf : new(false, new() { [elements[0]] = Path(elements[1..]) });

    /// <summary>Reads fieldsV1.</summary>
    public static FieldSet Parse(JsonObject fields)
    {
        var below = new Dictionary<string, FieldSet>(fields.Count, StringComparer.Ordinal);
        foreach (var (element, value) in fields)
        {
            if (element != ".")
            {
                below[element] = value is JsonObject { Count: > 0 } more ? Parse(more) : Leaf;
            }
        }
        return Of(fields.ContainsKey("."), below);
    }

    /// <summary>Writes fieldsV1 in canonical order.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && below.Count > 0)
        {
            json["."] = new JsonObject();
        }
        foreach (var (element, set) in below.OrderBy(b => b.Key, PathElement.Order))
        {
            json[element] = set.ToJson();
        }
        return json;
    }

    public FieldSet At(string element) => below.GetValueOrDefault(element, Empty);

    public FieldSet Union(FieldSet other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return IsEmpty ? other : this;
        }
        var all = new Dictionary<string, FieldSet>(below, StringComparer.Ordinal);
        foreach (var (element, set) in other.below)
        {
            all[element] = all.TryGetValue(element, out var mine) ? mine.Union(set) : set;
        }
        return Of(IsMember || other.IsMember, all);
    }

    public FieldSet Intersection(FieldSet other) =>
        Where(IsMember && other.IsMember, (element, set) => set.Intersection(other.At(element)));

    /// <summary>Without the paths of the other set; paths below them stay.</summary>
    public FieldSet Difference(FieldSet other) => other.IsEmpty ? this :
        Where(IsMember && !other.IsMember, (element, set) => set.Difference(other.At(element)));

    /// <summary>Without the paths of the other set and all below them.</summary>
    public FieldSet Without(FieldSet other) => other.IsEmpty ? this : other.IsMember ? Empty :
        Where(IsMember, (element, set) => set.Without(other.At(element)));

    /// <summary>With every field that the schema names and that is on the way to a path in the set as a path of its own.</summary>
    public FieldSet WithNamedParents(FieldSchema? schema)
    {
        var all = new Dictionary<string, FieldSet>(below.Count, StringComparer.Ordinal);
        foreach (var (element, set) in below)
        {
            var name = PathElement.FieldName(element);
            var deeper = set.WithNamedParents(name is null ? schema?.Element : schema?.Child(name));
            all[element] = name is not null && schema?.Named(name) is not null ? Of(true, deeper.below) : deeper;
        }
        return Of(IsMember, all);
    }

    /// <summary>Every path, as error messages show them, in canonical order.</summary>
    public IEnumerable<string> Paths(string at = "")
    {
        if (IsMember)
        {
            yield return at;
        }
        foreach (var path in below.OrderBy(b => b.Key, PathElement.Order).SelectMany(b => b.Value.Paths(at + PathElement.Show(b.Key))))
        {
            yield return path;
        }
    }

    public bool SameAs(FieldSet other) => IsMember == other.IsMember && below.Count == other.below.Count && below.All(b => other.below.TryGetValue(b.Key, out var o) && b.Value.SameAs(o));

    private FieldSet Where(bool isMember, Func<string, FieldSet, FieldSet> change)
    {
        Dictionary<string, FieldSet>? kept = null;
        foreach (var (element, set) in below)
        {
            if (change(element, set) is { IsEmpty: false } left)
            {
                (kept ??= new(StringComparer.Ordinal))[element] = left;
            }
        }
        return Of(isMember, kept);
    }
}
