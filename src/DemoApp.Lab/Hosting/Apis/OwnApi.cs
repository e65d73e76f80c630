using DemoApp.Lab.Controllers.Pods.Nodes;
using DemoApp.Lab.KubeApi;
using DemoApp.Lab.KubeApi.Pods;
using k8s;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting.Apis;

/// <summary>The lab's own API server of one cluster.</summary>
internal sealed class OwnApi : IClusterApi
{
    private readonly LabClusterAddress address;
    private readonly LabAuthority authority;
    private readonly KubeApiServer server;

    public OwnApi(LabPlan plan, LabAuthority authority, LabClusterAddress address, ContainerRuntime containers, ILoggerFactory loggers)
    {
        (this.address, this.authority) = (address, authority);
        server = new(
            new()
            {
                ClusterName = address.Name,
                Port = address.KubernetesApi.Port,
                Certificate = authority.Server,
                AuthorityPem = authority.AuthorityPem,
                Token = authority.Token,
                StateFile = Path.Combine(plan.Directory.OfCluster(address.Name), "kubernetes.jsonl"),
                ViewerToken = authority.ViewerToken,
                ServiceAccountKey = authority.ServiceAccountKey,
                PodExec = containers.Exec,
                PodLogs = containers.Logs,
                PodPorts = containers.Ports,
            },
            containers.Time, loggers);
        Client = new(KubernetesClientConfiguration.BuildConfigFromConfigFile(plan.Addresses.Kubeconfig, address.Name));
    }

    public Kubernetes Client { get; }

    public NodeEndpoint Node => NodeEndpoint.Own;

    public Task StartAsync(CancellationToken ct) => server.StartAsync(ct);

    public Task<string> InviteAsync(CancellationToken ct) => Task.FromResult(KubeconfigFile.Compose(authority, [address]));

    public Task StandInAsync(
        Func<CancellationToken, Task> manage, Func<CancellationToken, Task> schedule, Func<CancellationToken, Task> forget, CancellationToken ct) =>
        Task.WhenAll(manage(ct), schedule(ct), forget(ct));

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Client.Dispose();
    }
}
