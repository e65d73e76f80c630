using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Databases;

/// <summary>What the database was, in the ConfigMap REC-databases: the rec owns it, so that nothing is remembered of a deleted
/// cluster.</summary>
internal sealed class DatabaseMemory(ClusterContext cluster)
{
    private const string Phase = LabNames.Database + ".phase";
    private const string Host = LabNames.Database + ".host";

    private string Name => $"{cluster.Rec}-databases";

    public async Task<DatabaseState> ReadAsync(string recUid, CancellationToken cancellationToken)
    {
        try
        {
            var map = await cluster.Client.CoreV1.ReadNamespacedConfigMapAsync(
                Name, cluster.Namespace, cancellationToken: cancellationToken);
            return IsOf(map, recUid) ? Parse(map.Data) : DatabaseState.First;
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            return DatabaseState.First;
        }
    }

    public async Task WriteAsync(IKubernetesObject<V1ObjectMeta> rec, DatabaseState state, CancellationToken cancellationToken)
    {
        var map = new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = new V1ObjectMeta
            {
                Name = Name,
                NamespaceProperty = cluster.Namespace,
                Labels = new Dictionary<string, string> { [LabNames.AppLabel] = LabNames.AppValue },
                OwnerReferences = [Owners.Reference(rec)],
            },
            Data = new Dictionary<string, string> { [Phase] = state.Phase.ToString(), [Host] = state.Host ?? "" },
        };
        try
        {
            await cluster.Client.CoreV1.ReplaceNamespacedConfigMapAsync(map, Name, cluster.Namespace, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            await cluster.Client.CoreV1.CreateNamespacedConfigMapAsync(map, cluster.Namespace, cancellationToken: cancellationToken);
        }
    }

    private static bool IsOf(V1ConfigMap map, string recUid) => map.Metadata.OwnerReferences?.Any(o => o.Uid == recUid) == true;

    /// <summary>What a person wrote into it that makes no sense counts as nothing.</summary>
    private static DatabaseState Parse(IDictionary<string, string>? data) =>
        data is not null && data.TryGetValue(Phase, out var text) && Enum.TryParse<DatabasePhase>(text, out var phase)
            && Enum.IsDefined(phase)
            ? new DatabaseState(phase, data.TryGetValue(Host, out var host) && host.Length > 0 ? host : null)
            : DatabaseState.First;
}
