using System.Net;

namespace DemoApp.Lab.Hosting;

/// <summary>Where the lab is reached once the host runs; known before it starts.</summary>
/// <param name="Kubeconfig">Full path of the kubeconfig file: one context per cluster, named as the cluster.</param>
/// <param name="Clusters">In order; the first is the home cluster.</param>
public sealed record LabAddresses(string Kubeconfig, IReadOnlyList<LabClusterAddress> Clusters);

/// <summary>The addresses of one cluster.</summary>
/// <param name="Name">Of the cluster, its rec and its kubeconfig context.</param>
/// <param name="KubernetesApi">Base address of the API server.</param>
/// <param name="Testdb">Service testdb: refuses while the service has no endpoint.</param>
/// <param name="TestdbFederated">Service testdb-federated: refuses until the Service object exists.</param>
public sealed record LabClusterAddress(string Name, Uri KubernetesApi, IPEndPoint Testdb, IPEndPoint TestdbFederated)
{
    /// <summary>The address of each service that can be reached from outside the cluster, by the service's name.</summary>
    internal IReadOnlyDictionary<string, IPEndPoint> Services => new Dictionary<string, IPEndPoint>
    {
        ["testdb"] = Testdb,
        ["testdb-federated"] = TestdbFederated,
    };
}
