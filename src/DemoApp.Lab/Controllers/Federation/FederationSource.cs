using k8s.Models;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>The services and endpoints of one namespace in one cluster, as last seen.</summary>
internal sealed record ClusterView(IReadOnlyDictionary<string, V1Service> Services, IReadOnlyDictionary<string, V1Endpoints> Endpoints);

/// <summary>A cluster that may back federated services.</summary>
/// <param name="Remote">The name of its RemoteClusterConfiguration; null: the local cluster.</param>
/// <param name="View">Null: it was not reached yet, and what is known of it is what the federated Endpoints say.</param>
internal sealed record FederationSource(string? Remote, ClusterView? View)
{
    /// <summary>What stands before the pod's name in an address of this cluster.</summary>
    public string Prefix => Remote is null ? "" : Remote + "/";
}
