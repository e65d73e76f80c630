using System.Collections.Immutable;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Types;

/// <summary>The kinds served right now: those built in and those that definitions added. Swapped whole; reading needs no lock.</summary>
internal sealed class TypeCatalog
{
    private ImmutableArray<ResourceType> custom = [];

    public IEnumerable<ResourceType> All => BuiltInTypes.All.Concat(custom);

    /// <summary>One version of every kind whose objects are kept: versions of one kind are the same objects.</summary>
    public IEnumerable<ResourceType> Stored => All.Where(t => !t.CreateOnly).DistinctBy(t => (t.Group, t.Plural));

    /// <summary>Changes whenever the served kinds do; part of the discovery document's Etag.</summary>
    public int Generation { get; private set; }

    public ResourceType? Find(string group, string version, string plural) =>
        All.FirstOrDefault(t => t.Group == group && t.Version == version && t.Plural == plural);

    public bool HasGroupVersion(string group, string version) => All.Any(t => t.Group == group && t.Version == version);

    /// <summary>Puts the kinds of one definition in place of those it had before.</summary>
    public void Replace(string group, string plural, IEnumerable<ResourceType> versions)
    {
        ImmutableInterlocked.Update(ref custom, old => [.. old.Where(t => t.Group != group || t.Plural != plural), .. versions]);
        Generation++;
    }
}
