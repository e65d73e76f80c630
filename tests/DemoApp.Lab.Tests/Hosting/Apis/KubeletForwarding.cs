using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.Tests.Kubelet;
using k8s;

namespace DemoApp.Lab.Tests.Hosting.Apis;

/// <summary>What a genuine API server does with exec and logs: it takes them to the kubelet of the pod's node, where the node says that is.</summary>
internal sealed class KubeletForwarding(ClusterAuthority authority) : IPodExec, IPodLogs, IPodPorts
{
    /// <summary>The server this belongs to.</summary>
    public IKubernetes? Server { get; set; }

    public async Task<int> ExecAsync(PodCommand command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct)
    {
        var kubelet = await KubeletAsync(ct);
        var (said, wrong, end) = await kubelet.ExecAsync(command.Pod, command.Container, command.Words, ct);
        await stdout.WriteAsync(Encoding.UTF8.GetBytes(said), ct);
        await stderr.WriteAsync(Encoding.UTF8.GetBytes(wrong), ct);
        return end["status"]!.GetValue<string>() == "Success" ? 0
            : int.Parse(end["details"]!["causes"]![0]!["message"]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }

    public async IAsyncEnumerable<PodLogLine> ReadAsync(string ns, string pod, string container, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        var kubelet = await KubeletAsync(ct);
        var (_, text) = await kubelet.GetAsync($"/containerLogs/{ns}/{pod}/{container}?timestamps=true", ct);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return new(DateTimeOffset.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }
    }

    public Task<NetworkStream> ConnectAsync(string ns, string pod, int port, CancellationToken ct) => throw new SocketException((int)SocketError.ConnectionRefused);

    private async Task<KubeletClient> KubeletAsync(CancellationToken ct)
    {
        var status = (await Server!.CoreV1.ReadNodeAsync("lab-node", cancellationToken: ct)).Status;
        var at = new Uri($"https://{status.Addresses.Single().Address}:{status.DaemonEndpoints.KubeletEndpoint.Port}");
        return new(at, authority.Issue("CN=kube-apiserver-kubelet-client, O=system:masters"));
    }
}
