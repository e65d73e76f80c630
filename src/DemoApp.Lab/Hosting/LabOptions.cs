namespace DemoApp.Lab.Hosting;

/// <summary>The settings of the lab, section <c>Lab</c> of the configuration.</summary>
public sealed class LabOptions
{
    /// <summary>How many clusters: 2 to 8, named demo-clustera, demo-clusterb and so on, or as the contexts of <see cref="Kubeconfig"/>.</summary>
    public int Clusters { get; set; } = 2;

    /// <summary>Every wait of the lab is multiplied by it: 1 is a recovery of 30 to 60 seconds, 0.05 one of about two.</summary>
    public double Pace { get; set; } = 1.0;

    /// <summary>Where certificates, the kubeconfig and the databases' files are kept; relative to the working directory.</summary>
    public string DataDirectory { get; set; } = ".lab";

    /// <summary>Start with the lab's own files in <see cref="DataDirectory"/> removed.</summary>
    public bool Reset { get; set; }

    /// <summary>Kubernetes API of the first cluster; each further one a port higher. 0: free ports are chosen.</summary>
    public int KubernetesPort { get; set; } = 7443;

    /// <summary>Service testdb of the first cluster; each further one 1000 higher, testdb-federated one above. 0: free ports are chosen.</summary>
    public int TestdbPort { get; set; } = 11069;

    /// <summary>
    /// A kubeconfig: its first <see cref="Clusters"/> contexts are the clusters, named as the contexts, and the lab starts no API server
    /// of its own. Null: the lab's own API servers.
    /// </summary>
    public string? Kubeconfig { get; set; }

    /// <summary>
    /// With <see cref="Kubeconfig"/>: the IP address by which the API servers reach this machine, for exec and logs. Null: the address
    /// this machine has towards each cluster.
    /// </summary>
    public string? NodeAddress { get; set; }
}
