using System.Text.Json.Nodes;
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
    public static readonly ResourceType Roles = Rbac("Role", "roles", true);
    public static readonly ResourceType RoleBindings = Rbac("RoleBinding", "rolebindings", true);
    public static readonly ResourceType ClusterRoles = Rbac("ClusterRole", "clusterroles", false);
    public static readonly ResourceType ClusterRoleBindings = Rbac("ClusterRoleBinding", "clusterrolebindings", false);

    public static readonly ResourceType CertificateSigningRequests =
        new("certificates.k8s.io", "v1", "CertificateSigningRequest", "certificatesigningrequests", false)
        {
            ShortNames = ["csr"], HasStatus = true, SelectableFields = ["spec.signerName"],
        };

    public static IReadOnlyList<ResourceType> All { get; } =
    [
        Namespaces, Pods, Services, Endpoints, ConfigMaps, Secrets, Events, ServiceAccounts, Nodes,
        Apps("Deployment", "deployments", "deploy"), Apps("StatefulSet", "statefulsets", "sts"), Apps("ReplicaSet", "replicasets", "rs"),
        new("apps", "v1", "ControllerRevision", "controllerrevisions", true),
        new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true),
        new("coordination.k8s.io", "v1", "Lease", "leases", true),
        CustomResourceDefinitions,
        Review("authentication.k8s.io", "SelfSubjectReview"), Review("authentication.k8s.io", "TokenReview"),
        Review("authorization.k8s.io", "LocalSubjectAccessReview") with { Namespaced = true }, Review("authorization.k8s.io", "SelfSubjectAccessReview"),
        Review("authorization.k8s.io", "SelfSubjectRulesReview"), Review("authorization.k8s.io", "SubjectAccessReview"),
        ClusterRoleBindings, ClusterRoles, RoleBindings, Roles,
        .. KeptOnly(),
    ];

    /// <summary>Kinds that are kept and served, and that nothing in the lab acts on.</summary>
    private static IEnumerable<ResourceType> KeptOnly() =>
    [
        Core("PersistentVolumeClaim", "persistentvolumeclaims", true, "pvc") with { HasStatus = true },
        Core("PersistentVolume", "persistentvolumes", false, "pv") with { HasStatus = true },
        Core("ResourceQuota", "resourcequotas", true, "quota") with { HasStatus = true },
        Core("LimitRange", "limitranges", true, "limits"),
        Core("PodTemplate", "podtemplates", true),
        Core("ReplicationController", "replicationcontrollers", true, "rc") with
        {
            Categories = ["all"], HasStatus = true, HasGeneration = true, Scale = ScalePaths.Workload,
        },
        new("apps", "v1", "DaemonSet", "daemonsets", true) { ShortNames = ["ds"], Categories = ["all"], HasStatus = true, HasGeneration = true },
        new("batch", "v1", "Job", "jobs", true) { Categories = ["all"], HasStatus = true, HasGeneration = true },
        new("batch", "v1", "CronJob", "cronjobs", true) { ShortNames = ["cj"], Categories = ["all"], HasStatus = true, HasGeneration = true },
        new("networking.k8s.io", "v1", "Ingress", "ingresses", true) { ShortNames = ["ing"], HasStatus = true, HasGeneration = true },
        new("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false) { HasGeneration = true },
        new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true) { ShortNames = ["netpol"], HasGeneration = true },
        new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true) { ShortNames = ["pdb"], HasStatus = true, HasGeneration = true },
        Autoscaler("v2", AutoscalerVersions.ToV2), Autoscaler("v1", AutoscalerVersions.ToV1),
        CertificateSigningRequests,
        new("storage.k8s.io", "v1", "StorageClass", "storageclasses", false) { ShortNames = ["sc"] },
        new("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false) { ShortNames = ["pc"] },
    ];

    /// <summary>The kinds that say who may do what.</summary>
    public static IReadOnlyList<ResourceType> AccessRules { get; } = [Roles, RoleBindings, ClusterRoles, ClusterRoleBindings];

    private static ResourceType Core(string kind, string plural, bool namespaced, params string[] shortNames) =>
        new("", "v1", kind, plural, namespaced) { ShortNames = shortNames };

    private static ResourceType Apps(string kind, string plural, string shortName) =>
        new("apps", "v1", kind, plural, true)
        {
            ShortNames = [shortName], Categories = ["all"], HasStatus = true, HasGeneration = true, Scale = ScalePaths.Workload,
        };

    private static ResourceType Autoscaler(string version, Func<JsonObject, JsonObject> convert) =>
        new("autoscaling", version, "HorizontalPodAutoscaler", "horizontalpodautoscalers", true)
        {
            ShortNames = ["hpa"], Categories = ["all"], HasStatus = true, Convert = convert,
        };

    private static ResourceType Rbac(string kind, string plural, bool namespaced) =>
        new("rbac.authorization.k8s.io", "v1", kind, plural, namespaced);

    private static ResourceType Review(string group, string kind) =>
        new(group, "v1", kind, kind.ToLowerInvariant() + "s", false) { CreateOnly = true };
}
