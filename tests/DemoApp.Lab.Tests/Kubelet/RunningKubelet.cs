using System.Net;
using System.Security.Cryptography.X509Certificates;
using DemoApp.Lab.Hosting.Apis;
using DemoApp.Lab.Kubelet;
using DemoApp.Lab.Tests.KubeApi;
using DemoApp.Lab.Tests.KubeApi.Pods;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Lab.Tests.Kubelet;

/// <summary>A kubelet with one pod of its own and one of another node, in a cluster whose authority is known.</summary>
public sealed class RunningKubelet : IAsyncLifetime
{
    private readonly ScriptedContainers containers = new();
    private readonly ClusterAuthority strangers = new();
    private Kubernetes client = null!;
    private KubeletServer server = null!;

    internal RunningApi Api { get; private set; } = null!;

    internal ClusterAuthority Authority { get; } = new();

    internal Uri Address { get; private set; } = null!;

    /// <summary>As a cluster's API server comes.</summary>
    internal KubeletClient ApiServer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await RunningApi.StartAsync();
        client = Api.Client();
        await Authority.PublishAsync(client, TestContext.Current.CancellationToken);
        await Api.KubectlAsync("apply -f -", Samples.Namespace);
        await AddPodAsync("here", "lab-node");
        await AddPodAsync("elsewhere", "other");
        server = new(
            client, "lab-node", new(containers, containers, containers, TimeProvider.System),
            KubeletCertificate.Make(IPAddress.Loopback, "lab-node", TimeProvider.System.GetUtcNow()), NullLoggerFactory.Instance);
        Address = new($"https://127.0.0.1:{await server.StartAsync(IPAddress.Loopback, TestContext.Current.CancellationToken)}");
        ApiServer = new(Address, Authority.Issue("CN=kube-apiserver-kubelet-client, O=system:masters"));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
        await Api.DisposeAsync();
        Authority.Dispose();
        strangers.Dispose();
        containers.Dispose();
    }

    internal X509Certificate2 StrangersCertificate() => strangers.Issue("CN=kube-apiserver-kubelet-client, O=system:masters");

    internal async Task AddPodAsync(string name, string node)
    {
        var pod = Samples.Pod.Replace("p1", name, StringComparison.Ordinal).Replace("node-1", node, StringComparison.Ordinal);
        await Api.KubectlAsync("apply -f -", pod);
        await Api.KubectlAsync(
            $"-n redis patch pod {name} --subresource=status --type=merge -p " +
            """{"status":{"phase":"Running","containerStatuses":[{"name":"main","state":{"running":{}}},{"name":"side","state":{"waiting":{"reason":"ContainerCreating"}}}]}}""");
    }
}
