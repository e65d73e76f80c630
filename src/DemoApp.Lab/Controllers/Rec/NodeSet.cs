using k8s.Models;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>The StatefulSet of a rec's nodes.</summary>
internal static class NodeSet
{
    private const string NodeImage = "redislabs/redis:7.22.0-28";
    private const string OperatorImage = "redislabs/operator:7.22.0-7";

    public static V1StatefulSet Of(RecResource rec, int nodes)
    {
        var labels = new Dictionary<string, string>
        {
            [LabNames.AppLabel] = LabNames.AppValue,
            [LabNames.RoleLabel] = LabNames.NodeRole,
            [LabNames.ClusterLabel] = rec.Metadata.Name,
        };
        return new V1StatefulSet
        {
            ApiVersion = "apps/v1",
            Kind = "StatefulSet",
            Metadata = new V1ObjectMeta
            {
                Name = rec.Metadata.Name,
                NamespaceProperty = rec.Metadata.NamespaceProperty,
                Labels = new Dictionary<string, string>(labels),
                OwnerReferences = [Owners.Reference(rec)],
            },
            Spec = new V1StatefulSetSpec
            {
                Replicas = nodes,
                ServiceName = rec.Metadata.Name,
                PodManagementPolicy = "OrderedReady",
                Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string>(labels) },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec
                    {
                        ServiceAccountName = rec.Metadata.Name,
                        NodeSelector = LabPlacement.NodeSelector,
                        Tolerations = LabPlacement.Tolerations,
                        Containers =
                        [
                            new V1Container
                            {
                                Name = LabNames.NodeContainer,
                                Image = NodeImage,
                                Ports = [new V1ContainerPort { Name = "redis", ContainerPort = LabNames.DatabasePort, Protocol = "TCP" }],
                            },
                            new V1Container { Name = LabNames.BootstrapperContainer, Image = OperatorImage },
                        ],
                    },
                },
            },
        };
    }
}
