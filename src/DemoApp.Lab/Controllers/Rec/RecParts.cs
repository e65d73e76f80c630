using k8s.Models;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>What the operator makes beside the nodes. All of it goes with the rec.</summary>
internal static class RecParts
{
    private const int ApiPort = 9443;
    private const string RiggerRole = "services-rigger";
    private const string RiggerImage = "redislabs/k8s-controller:7.22.0-7";

    /// <summary>The cluster's own service, which also names the pods.</summary>
    public static V1Service Service(RecResource rec) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = Metadata(rec, rec.Metadata.Name, []),
        Spec = new V1ServiceSpec
        {
            ClusterIP = "None",
            Selector = new Dictionary<string, string> { [LabNames.RoleLabel] = LabNames.NodeRole },
            Ports = [new V1ServicePort { Name = "api", Port = ApiPort, TargetPort = ApiPort, Protocol = "TCP" }],
        },
    };

    public static V1Deployment Rigger(RecResource rec)
    {
        var role = new Dictionary<string, string> { [LabNames.RoleLabel] = RiggerRole };
        return new V1Deployment
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = Metadata(rec, LabNames.RiggerDeployment(rec.Metadata.Name), role),
            Spec = new V1DeploymentSpec
            {
                Replicas = 1,
                Selector = new V1LabelSelector { MatchLabels = role },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = role },
                    Spec = new V1PodSpec
                    {
                        ServiceAccountName = rec.Metadata.Name,
                        NodeSelector = LabPlacement.NodeSelector,
                        Tolerations = LabPlacement.Tolerations,
                        Containers = [new V1Container { Name = LabNames.RiggerContainer, Image = RiggerImage }],
                    },
                },
            },
        };
    }

    private static V1ObjectMeta Metadata(RecResource rec, string name, Dictionary<string, string> labels) => new()
    {
        Name = name,
        NamespaceProperty = rec.Metadata.NamespaceProperty,
        Labels = new Dictionary<string, string>(labels) { [LabNames.AppLabel] = LabNames.AppValue },
        OwnerReferences = [Owners.Reference(rec)],
    };
}
