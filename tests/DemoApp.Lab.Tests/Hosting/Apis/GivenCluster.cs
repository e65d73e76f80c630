using DemoApp.Lab.Tests.Kubelet;
using DemoApp.Lab.Tests.KubeApi;
using k8s;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Hosting.Apis;

/// <summary>A cluster that is there before the lab: an API server that knows of no lab, with what it takes to call kubelets.</summary>
internal sealed class GivenCluster : IAsyncDisposable
{
    private readonly ClusterAuthority authority;

    private GivenCluster(string name, RunningApi api, ClusterAuthority authority)
    {
        (Name, Api, this.authority) = (name, api, authority);
        Client = api.Client();
    }

    public string Name { get; }

    public RunningApi Api { get; }

    public Kubernetes Client { get; }

    public static async Task<GivenCluster> StartAsync(string name)
    {
        var authority = new ClusterAuthority();
        var forwarding = new KubeletForwarding(authority);
        var cluster = new GivenCluster(name, await RunningApi.StartAsync(forwarding, forwarding, forwarding, historyLength: 5_000), authority);
        forwarding.Server = cluster.Client;
        await authority.PublishAsync(cluster.Client, TestContext.Current.CancellationToken);
        return cluster;
    }

    /// <summary>One kubeconfig for all of them, each context named as its cluster.</summary>
    public static string Kubeconfig(params GivenCluster[] clusters)
    {
        var config = clusters.Select(c => (c.Name, Of: KubernetesClientConfiguration.LoadKubeConfig(c.Api.Kubeconfig))).ToArray();
        return $"""
            apiVersion: v1
            kind: Config
            current-context: {clusters[0].Name}
            clusters:
            {Each(c => $"- {{name: {c.Name}, cluster: {{server: \"{c.Of.Clusters.First().ClusterEndpoint.Server}\", certificate-authority-data: {c.Of.Clusters.First().ClusterEndpoint.CertificateAuthorityData}}}}}")}
            contexts:
            {Each(c => $"- {{name: {c.Name}, context: {{cluster: {c.Name}, user: {c.Name}}}}}")}
            users:
            {Each(c => $"- {{name: {c.Name}, user: {{token: {c.Of.Users.First().UserCredentials.Token}}}}}")}
            """;

        string Each(Func<(string Name, k8s.KubeConfigModels.K8SConfiguration Of), string> line) => string.Join('\n', config.Select(line));
    }

    /// <summary>As if the program were at work, and renewed its lease in time.</summary>
    public Task HoldLeaseAsync(string program) => Client.CoordinationV1.CreateNamespacedLeaseAsync(
        new V1Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new() { Name = program, NamespaceProperty = "kube-system" },
            Spec = new() { HolderIdentity = $"control-plane_{program}", LeaseDurationSeconds = 3600, RenewTime = TimeProvider.System.GetUtcNow().UtcDateTime },
        },
        "kube-system", cancellationToken: TestContext.Current.CancellationToken);

    public async Task<string> KubectlAsync(string arguments, string? input = null)
    {
        var (exit, text) = await Api.KubectlAsync("-n redis " + arguments, input);
        Assert.True(exit == 0, $"kubectl {arguments}\n{text}");
        return text.TrimEnd();
    }

    public async Task<string> SeesAsync(string arguments, Func<string, bool> holds)
    {
        var seen = "";
        for (var tries = 0; tries < 150; tries++)
        {
            seen = (await Api.KubectlAsync("-n redis " + arguments)).Text.TrimEnd();
            if (holds(seen))
            {
                return seen;
            }
        }
        throw new Xunit.Sdk.XunitException($"{Name}: kubectl {arguments} never showed it; last:\n{seen}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Api.DisposeAsync();
        authority.Dispose();
    }
}
