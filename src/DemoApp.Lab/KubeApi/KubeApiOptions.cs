using System.Net;
using System.Security.Cryptography.X509Certificates;
using DemoApp.Lab.KubeApi.Pods;

namespace DemoApp.Lab.KubeApi;

/// <summary>What one API server is started with.</summary>
internal sealed record KubeApiOptions
{
    public required string ClusterName { get; init; }

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port; 0 lets the system choose one, read it from <see cref="KubeApiServer.Address"/>.</summary>
    public required int Port { get; init; }

    public required X509Certificate2 Certificate { get; init; }

    /// <summary>
    /// The certificate that answers for <see cref="Certificate"/> (PEM), told in every namespace; null: the certificate itself.
    /// </summary>
    public string? AuthorityPem { get; init; }

    /// <summary>
    /// Whether namespaces get their ServiceAccount and ConfigMap, and the server a Service of its own: what a controller manager does.
    /// </summary>
    public bool FurnishesNamespaces { get; init; } = true;

    /// <summary>The bearer token of the cluster's administrator.</summary>
    public required string Token { get; init; }

    /// <summary>The bearer token of one who may look at everything but secrets; null: there is none.</summary>
    public string? ViewerToken { get; init; }

    /// <summary>The key that signs tokens of ServiceAccounts (P-256, PEM); null: one of the server's own, so they end with it.</summary>
    public string? ServiceAccountKey { get; init; }

    /// <summary>How many changes a watch can resume from; older ones answer 410.</summary>
    public int HistoryLength { get; init; } = 20_000;

    /// <summary>The file in which the objects outlive the process; null: they do not.</summary>
    public string? StateFile { get; init; }

    /// <summary>Null: exec answers as a node that cannot be reached.</summary>
    public IPodExec? PodExec { get; init; }

    /// <summary>Null: logs answer as a node that cannot be reached.</summary>
    public IPodLogs? PodLogs { get; init; }

    /// <summary>Null: port-forward answers as a node that cannot be reached.</summary>
    public IPodPorts? PodPorts { get; init; }
}
