using k8s;

namespace DemoApp.Lab.Hosting;

/// <summary>A context of the kubeconfig the lab was given: a cluster that is there already.</summary>
/// <param name="Name">Of the context, and so of the cluster and its rec.</param>
/// <param name="Client">How its API server is reached.</param>
internal sealed record GivenContext(string Name, KubernetesClientConfiguration Client)
{
    public Uri Server => new(Client.Host);
}
