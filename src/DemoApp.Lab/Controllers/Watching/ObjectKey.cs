using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Watching;

/// <summary>Which object of its kind. In order of namespace, then name.</summary>
/// <param name="Namespace">Null for an object of no namespace.</param>
internal readonly record struct ObjectKey(string? Namespace, string Name) : IComparable<ObjectKey>
{
    public static ObjectKey Of(IKubernetesObject<V1ObjectMeta> of) => new(of.Metadata.NamespaceProperty, of.Metadata.Name);

    public int CompareTo(ObjectKey other) =>
        string.CompareOrdinal(Namespace, other.Namespace) is not 0 and var order ? order : string.CompareOrdinal(Name, other.Name);

    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
