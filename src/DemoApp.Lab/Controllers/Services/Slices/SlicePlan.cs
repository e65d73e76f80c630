using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Services.Slices;

/// <summary>What has to be written so that the slices say what is wanted. Pure.</summary>
internal sealed record SlicePlan(IReadOnlyList<V1EndpointSlice> Create, IReadOnlyList<V1EndpointSlice> Update, IReadOnlyList<V1EndpointSlice> Delete)
{
    public bool IsEmpty => Create.Count + Update.Count + Delete.Count == 0;

    /// <summary>A slice keeps its content where it can; one that is not needed any more is rewritten before another is created.</summary>
    /// <param name="owner">Everything of a slice's metadata that does not depend on its content.</param>
    /// <param name="wanted">What the slices shall say.</param>
    /// <param name="there">The slices of this owner.</param>
    public static SlicePlan For(V1ObjectMeta owner, IEnumerable<SliceContent> wanted, IEnumerable<V1EndpointSlice> there)
    {
        var free = there.Where(s => s.Metadata.DeletionTimestamp is null).OrderBy(s => s.Metadata.Name, StringComparer.Ordinal).ToList();
        var rest = wanted.ToList();
        var update = new List<V1EndpointSlice>();

        Pair((content, slice) => content.Equal(slice));
        Pair((content, slice) => content.Key == SliceContent.KeyOf(slice));
        Pair((content, slice) => content.AddressType == slice.AddressType);
        return new([.. rest.Select(content => Slice(owner, content, null))], update, free);

        void Pair(Func<SliceContent, V1EndpointSlice, bool> fit)
        {
            foreach (var content in rest.ToArray())
            {
                if (free.Find(slice => fit(content, slice)) is not { } slice)
                {
                    continue;
                }

                free.Remove(slice);
                rest.Remove(content);
                if (!content.Equal(slice) || !SameOwner(owner, slice.Metadata))
                {
                    update.Add(Slice(owner, content, slice));
                }
            }
        }
    }

    private static bool SameOwner(V1ObjectMeta owner, V1ObjectMeta meta) =>
        ServiceFacts.SameLabels(owner.Labels, meta.Labels)
        && (owner.Annotations ?? new Dictionary<string, string>())
            .All(a => a.Key == ServiceFacts.TriggerTime || (meta.Annotations?.TryGetValue(a.Key, out var value) == true && value == a.Value))
        && KubernetesJson.Serialize(owner.OwnerReferences) == KubernetesJson.Serialize(meta.OwnerReferences);

    private static V1EndpointSlice Slice(V1ObjectMeta owner, SliceContent content, V1EndpointSlice? instead) => new()
    {
        ApiVersion = "discovery.k8s.io/v1",
        Kind = "EndpointSlice",
        Metadata = new V1ObjectMeta
        {
            Name = instead?.Metadata.Name,
            GenerateName = instead is null ? owner.GenerateName : instead.Metadata.GenerateName,
            NamespaceProperty = owner.NamespaceProperty,
            ResourceVersion = instead?.Metadata.ResourceVersion,
            Labels = owner.Labels,
            Annotations = Merged(instead?.Metadata.Annotations, owner.Annotations),
            OwnerReferences = owner.OwnerReferences,
        },
        AddressType = content.AddressType,
        Ports = content.Ports,
        Endpoints = content.Endpoints,
    };

    private static IDictionary<string, string>? Merged(IDictionary<string, string>? kept, IDictionary<string, string>? own)
    {
        if (kept is null || own is null)
        {
            return own ?? kept;
        }

        var merged = new Dictionary<string, string>(kept, StringComparer.Ordinal);
        foreach (var (key, value) in own)
        {
            merged[key] = value;
        }

        return merged;
    }
}
