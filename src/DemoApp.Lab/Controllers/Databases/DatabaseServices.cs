using System.Net;
using DemoApp.Lab.Controllers.Rec;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Databases;

/// <summary>The services of testdb. Made when missing, never changed: labels and annotations on them are people's.</summary>
internal sealed class DatabaseServices(ClusterContext cluster, Informers informers)
{
    private const string DatabaseLabel = "redis.io/bdb";
    private const string Headless = LabNames.Database + "-headless";

    public async Task KeepAsync(RecResource rec, CancellationToken cancellationToken)
    {
        foreach (var service in new[] { Of(rec, LabNames.Database, null), Of(rec, Headless, "None") })
        {
            if (informers.Services.Find(service.Metadata.Name) is null)
            {
                await cluster.Client.CoreV1.CreateNamespacedServiceAsync(service, cluster.Namespace, cancellationToken: cancellationToken)
                    .Unless(HttpStatusCode.Conflict);
            }
        }
    }

    private V1Service Of(RecResource rec, string name, string? clusterIp) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = cluster.Namespace,
            Labels = new Dictionary<string, string>
            {
                [LabNames.AppLabel] = LabNames.AppValue, [DatabaseLabel] = LabNames.EndpointLabelValue,
            },
            OwnerReferences = [Owners.Reference(rec)],
        },
        Spec = new V1ServiceSpec
        {
            Type = "ClusterIP",
            ClusterIP = clusterIp,
            Selector = new Dictionary<string, string> { [LabNames.EndpointLabel] = LabNames.EndpointLabelValue },
            Ports =
            [
                new V1ServicePort { Name = "redis", Port = LabNames.DatabasePort, TargetPort = LabNames.DatabasePort, Protocol = "TCP" },
            ],
        },
    };
}
