using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods.Nodes;

/// <summary>
/// What keeps a node alive in the eyes of its cluster, at a kubelet's own pace: its lease every ten seconds, its status at the start
/// and every five minutes.
/// </summary>
internal sealed partial class NodeHeartbeat(ClusterContext cluster)
{
    private const string LeaseNamespace = "kube-node-lease";
    private const int LeaseSeconds = 40;
    private const int BeatsPerReport = 30;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ILogger logger = cluster.Loggers.CreateLogger<NodeHeartbeat>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, cluster.Time);
        try
        {
            for (var beat = 0; ; beat++)
            {
                await BeatAsync(beat % BeatsPerReport == 0, cancellationToken);
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The lab stops.
        }
    }

    private async Task BeatAsync(bool report, CancellationToken cancellationToken)
    {
        try
        {
            if (report)
            {
                var node = await cluster.Client.CoreV1.ReadNodeAsync(LabNames.Node, cancellationToken: cancellationToken);
                await cluster.Client.CoreV1.PatchNodeStatusAsync(
                    Patches.Merge(new { status = NodeReport.Status(node, cluster.Node, cluster.Time.Seconds()) }), LabNames.Node, cancellationToken: cancellationToken);
            }

            await RenewAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpOperationException or HttpRequestException or IOException)
        {
            Log.Missed(logger, LabNames.Node, e.Message);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var leases = cluster.Client.CoordinationV1;
        var spec = new V1LeaseSpec { HolderIdentity = LabNames.Node, LeaseDurationSeconds = LeaseSeconds, RenewTime = cluster.Time.Microseconds() };
        try
        {
            await leases.PatchNamespacedLeaseAsync(Patches.Merge(new { spec }), LabNames.Node, LeaseNamespace, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            var node = await cluster.Client.CoreV1.ReadNodeAsync(LabNames.Node, cancellationToken: cancellationToken);
            var owner = new V1OwnerReference { ApiVersion = "v1", Kind = "Node", Name = LabNames.Node, Uid = node.Metadata.Uid };
            var lease = new V1Lease
            {
                ApiVersion = "coordination.k8s.io/v1",
                Kind = "Lease",
                Metadata = new V1ObjectMeta { Name = LabNames.Node, NamespaceProperty = LeaseNamespace, OwnerReferences = [owner] },
                Spec = spec,
            };
            await leases.CreateNamespacedLeaseAsync(lease, LeaseNamespace, cancellationToken: cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node}: a heartbeat was missed ({Why})")]
        public static partial void Missed(ILogger logger, string node, string why);
    }
}
