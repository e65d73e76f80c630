using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Types;

/// <summary>The kinds every cluster serves, with the names of Kubernetes 1.32.</summary>
internal static class BuiltInTypes
{
    public static readonly ResourceType Namespaces = Core("Namespace", "namespaces", false, "ns") with { HasStatus = true, SelectableFields = ["status.phase"] };
    public static readonly ResourceType Pods = Core("Pod", "pods", true, "po") with
    {
        HasStatus = true, Categories = ["all"],
        SelectableFields = ["status.phase", "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.podIP"],
    };
    public static readonly ResourceType Services = Core("Service", "services", true, "svc") with { HasStatus = true, Categories = ["all"], SelectableFields = ["spec.clusterIP", "spec.type"] };
    public static readonly ResourceType Endpoints = Core("Endpoints", "endpoints", true, "ep") with { Singular = "endpoints" };
    public static readonly ResourceType ConfigMaps = Core("ConfigMap", "configmaps", true, "cm");
    public static readonly ResourceType Secrets = Core("Secret", "secrets", true) with { SelectableFields = ["type"] };
    public static readonly ResourceType Events = Core("Event", "events", true, "ev") with
    {
        SelectableFields =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
    };
    public static readonly ResourceType ServiceAccounts = Core("ServiceAccount", "serviceaccounts", true, "sa");
    public static readonly ResourceType Nodes = Core("Node", "nodes", false, "no") with { HasStatus = true, SelectableFields = ["spec.unschedulable"] };
    public static readonly ResourceType CustomResourceDefinitions =
        new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false)
        {
            ShortNames = ["crd", "crds"], Categories = ["api-extensions"], HasStatus = true, HasGeneration = true,
        };

    public static IReadOnlyList<ResourceType> All { get; } =
    [
        Namespaces, Pods, Services, Endpoints, ConfigMaps, Secrets, Events, ServiceAccounts, Nodes,
        Apps("Deployment", "deployments", "deploy"), Apps("StatefulSet", "statefulsets", "sts"), Apps("ReplicaSet", "replicasets", "rs"),
        new("apps", "v1", "ControllerRevision", "controllerrevisions", true),
        new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true),
        new("coordination.k8s.io", "v1", "Lease", "leases", true),
        CustomResourceDefinitions,
    ];

    private static ResourceType Core(string kind, string plural, bool namespaced, params string[] shortNames) =>
        new("", "v1", kind, plural, namespaced) { ShortNames = shortNames };

    private static ResourceType Apps(string kind, string plural, string shortName) =>
        new("apps", "v1", kind, plural, true)
        {
            ShortNames = [shortName], Categories = ["all"], HasStatus = true, HasGeneration = true, Scale = ScalePaths.Workload,
        };
}
