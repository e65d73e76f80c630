using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using k8s.Models;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>
/// Which of KubernetesClient's classes is which component. A class does not say its group: it has the group of the kind that reaches it,
/// apart from those of the meta group; what several groups use (pod templates) is of the core group, which is therefore walked first.
/// Kinds are walked when first asked for: reading all of them would cost a start of the lab a second.
/// </summary>
internal sealed partial class ModelNames
{
    public const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string Core = "io.k8s.api.core.v1.";

    private static readonly Type[] CoreRoots = [typeof(V1PodTemplate), typeof(V1Pod), typeof(V1PersistentVolumeClaim), typeof(V1ObjectReference), typeof(V1PersistentVolume), typeof(V1Node)];

    /// <summary>Held from a kind's first class to its last, so that nobody finds a kind half walked.</summary>
    private readonly Lock walking = new();
    private readonly ConcurrentDictionary<Type, string> byType = [];
    private readonly ConcurrentDictionary<string, Type> byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, string, string), string?> byKind = [];

    public ModelNames(IEnumerable<Type> metaTypes)
    {
        foreach (var type in metaTypes)
        {
            Walk(type, Meta);
        }
        foreach (var type in CoreRoots)
        {
            Walk(type, Core);
        }
    }

    public string OfModel(Type model) => byType[model];

    public Type? Model(string component) => byName.GetValueOrDefault(component);

    public string? OfKind(string group, string version, string kind) => byKind.GetOrAdd((group, version, kind), k =>
    {
        var title = char.ToUpperInvariant(version[0]) + version[1..];
        var label = group.Length == 0 ? "core" : group.Split('.')[0];
        var clashing = char.ToUpperInvariant(label[0]) + label[1..] + version;
        var model = ((string[])[title, clashing]).Select(prefix => typeof(V1Pod).Assembly.GetType($"k8s.Models.{prefix}{kind}"))
            .FirstOrDefault(t => t?.GetCustomAttribute<KubernetesEntityAttribute>() is { } e && (e.Group, e.ApiVersion, e.Kind) == k);
        if (model is null)
        {
            return null;
        }
        lock (walking)
        {
            Walk(model, Package(group) + version + ".");
            return byType[model];
        }
    });

    private void Walk(Type type, string package)
    {
        if (type.IsGenericType)
        {
            Walk(type.GetGenericArguments()[^1], package);
        }
        else if (type.Namespace == "k8s.Models" && type.IsClass && byType.TryAdd(type, package + Prefix().Replace(type.Name, "")))
        {
            byName[byType[type]] = type;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                Walk(property.PropertyType, package);
            }
        }
    }

    private static string Package(string group) => group switch
    {
        "" => "io.k8s.api.core.",
        "apiextensions.k8s.io" => "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.",
        "apiregistration.k8s.io" => "io.k8s.kube-aggregator.pkg.apis.apiregistration.",
        _ => $"io.k8s.api.{group.Split('.')[0]}.",
    };

    /// <summary>What KubernetesClient puts before Kubernetes' own name: a version, and a group where names clash.</summary>
    [GeneratedRegex(@"^([A-Z][a-z]+)?[Vv]\d+((alpha|beta)\d+)?(?=[A-Z])")]
    private static partial Regex Prefix();
}
