using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Watching;

/// <summary>How one kind of object is listed, and watched from a version on.</summary>
internal sealed record ResourceSource<T>(
    string Plural,
    Func<CancellationToken, Task<(IList<T> Items, V1ListMeta Metadata)>> List,
    Func<string, Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Item)>> Watch)
    where T : class, IKubernetesObject<V1ObjectMeta>;
