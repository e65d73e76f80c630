namespace DemoApp.Lab.KubeApi.Schemas;

internal static partial class BuiltInMarks
{
    /// <summary>
    /// Component, its fields, what is true of them: <c>atomic</c>, <c>set</c>, <c>map=KEYS</c> (lists), <c>whole</c> (an object that is
    /// replaced as one), <c>merge=KEY</c>, <c>strategy=NAME</c> (strategic merge patch), <c>value</c>, <c>null</c>, <c>required</c>.
    /// </summary>
    private const string Table = """
        ObjectMeta .finalizers set strategy=merge
        ObjectMeta .ownerReferences map=uid merge=uid
        ObjectMeta .managedFields atomic
        OwnerReference whole
        OwnerReference .apiVersion .kind .name .uid required
        LabelSelector whole
        LabelSelector .matchExpressions atomic
        LabelSelectorRequirement .key .operator required
        Condition .type .status .reason .message .lastTransitionTime required

        Pod .metadata .spec .status value
        PodSpec .containers map=name merge=name null required
        PodSpec .initContainers .ephemeralContainers .imagePullSecrets map=name merge=name
        PodSpec .volumes .resourceClaims map=name merge=name strategy=merge,retainKeys
        PodSpec .schedulingGates map=name merge=name
        PodSpec .hostAliases map=ip merge=ip
        PodSpec .topologySpreadConstraints map=topologyKey,whenUnsatisfiable merge=topologyKey
        PodSpec .tolerations .readinessGates atomic
        PodSpec .nodeSelector whole
        Container .name required
        EphemeralContainer .name required
        Container .ports map=containerPort,protocol merge=containerPort
        EphemeralContainer .ports map=containerPort,protocol merge=containerPort
        Container .env map=name merge=name
        EphemeralContainer .env map=name merge=name
        Container .volumeMounts map=mountPath merge=mountPath
        EphemeralContainer .volumeMounts map=mountPath merge=mountPath
        Container .volumeDevices map=devicePath merge=devicePath
        EphemeralContainer .volumeDevices map=devicePath merge=devicePath
        Container .command .args .envFrom .resizePolicy atomic
        EphemeralContainer .command .args .envFrom .resizePolicy atomic
        Container .resources value
        EphemeralContainer .resources value
        ResourceRequirements .claims map=name
        ContainerPort .protocol default=TCP
        EnvVar .name required
        VolumeMount .name .mountPath required
        VolumeDevice .name .devicePath required
        Volume .name required
        KeyToPath .key .path required
        HostPathVolumeSource .path required
        PersistentVolumeClaimVolumeSource .claimName required
        HTTPGetAction .port required
        TCPSocketAction .port required
        HTTPHeader .name .value required
        Toleration .tolerationSeconds strategy=retainKeys
        ProjectedVolumeSource .sources atomic
        SecretKeySelector whole
        SecretKeySelector .key required
        ConfigMapKeySelector whole
        ConfigMapKeySelector .key required
        ObjectFieldSelector whole
        ObjectFieldSelector .fieldPath required
        ResourceFieldSelector whole
        ResourceFieldSelector .resource required
        LocalObjectReference whole
        TypedLocalObjectReference whole
        ObjectReference whole
        SecretReference whole
        NodeSelector whole
        NodeSelector .nodeSelectorTerms atomic required
        NodeSelectorTerm whole
        NodeSelectorRequirement .key .operator required
        PodAffinityTerm .topologyKey required
        TopologySpreadConstraint .topologyKey .whenUnsatisfiable required
        PodStatus .conditions map=type merge=type
        PodStatus .podIPs map=ip merge=ip
        PodStatus .hostIPs atomic merge=ip
        PodStatus .containerStatuses .initContainerStatuses .ephemeralContainerStatuses atomic
        PodStatus .resourceClaimStatuses map=name merge=name strategy=merge,retainKeys
        PodCondition .type .status required
        PodTemplateSpec .metadata .spec value
        PodTemplate .metadata .template value

        Service .metadata .spec .status value
        ServiceSpec .ports map=port,protocol merge=port
        ServiceSpec .selector whole
        ServiceSpec .clusterIPs .externalIPs .ipFamilies .loadBalancerSourceRanges atomic
        ServicePort .protocol default=TCP
        ServiceStatus .loadBalancer value
        ServiceStatus .conditions map=type merge=type
        LoadBalancerStatus .ingress atomic
        Endpoints .metadata value
        Endpoints .subsets atomic
        EndpointAddress whole
        EndpointAddress .ip required
        EndpointPort whole
        EndpointSlice .metadata value
        EndpointSlice .endpoints atomic null required
        EndpointSlice .ports atomic null
        EndpointSlice .addressType required
        Endpoint .addresses set required
        Endpoint .conditions value

        Namespace .metadata .spec .status value
        NamespaceSpec .finalizers atomic
        NamespaceStatus .conditions map=type merge=type
        Node .metadata .spec .status value
        NodeSpec .podCIDRs set strategy=merge
        NodeSpec .taints atomic
        NodeStatus .addresses .conditions map=type merge=type
        NodeStatus .daemonEndpoints .nodeInfo value
        NodeDaemonEndpoints .kubeletEndpoint value
        Taint .key .effect required
        ConfigMap .metadata value
        Secret .metadata value
        ServiceAccount .metadata value
        ServiceAccount .secrets map=name merge=name
        ServiceAccount .imagePullSecrets atomic
        Event .metadata .involvedObject value required
        Event .source value
        PersistentVolumeClaim .metadata .spec .status value
        PersistentVolumeClaimSpec .accessModes atomic
        PersistentVolumeClaimSpec .resources value
        PersistentVolumeClaimStatus .conditions map=type merge=type
        PersistentVolume .metadata .spec .status value

        Deployment .metadata .spec .status value
        DeploymentSpec .template value required
        DeploymentSpec .selector required
        DeploymentSpec .strategy value strategy=retainKeys
        DeploymentStatus .conditions map=type merge=type
        StatefulSet .metadata .spec .status value
        StatefulSetSpec .template value required
        StatefulSetSpec .selector .serviceName required
        StatefulSetSpec .updateStrategy value
        StatefulSetSpec .volumeClaimTemplates atomic
        StatefulSetStatus .conditions map=type merge=type
        ReplicaSet .metadata .spec .status value
        ReplicaSetSpec .template value
        ReplicaSetSpec .selector required
        ReplicaSetStatus .conditions map=type merge=type
        DaemonSet .metadata .spec .status value
        DaemonSetSpec .template value required
        DaemonSetSpec .selector required
        DaemonSetSpec .updateStrategy value
        DaemonSetStatus .conditions map=type merge=type
        ControllerRevision .metadata value

        Job .metadata .spec .status value
        JobSpec .template value required
        JobStatus .conditions atomic merge=type
        CronJob .metadata .spec .status value
        CronJobSpec .jobTemplate value required
        CronJobSpec .schedule required
        JobTemplateSpec .metadata .spec value
        PodDisruptionBudget .metadata .spec .status value
        PodDisruptionBudgetSpec .selector strategy=replace
        PodDisruptionBudgetStatus .conditions map=type merge=type
        Lease .metadata .spec value

        Role .metadata value
        Role .rules atomic null
        ClusterRole .metadata value
        ClusterRole .rules atomic null
        RoleBinding .metadata value
        RoleBinding .roleRef value required
        RoleBinding .subjects atomic
        ClusterRoleBinding .metadata value
        ClusterRoleBinding .roleRef value required
        ClusterRoleBinding .subjects atomic
        RoleRef whole
        RoleRef .apiGroup .kind .name required
        Subject whole
        Subject .kind .name required
        PolicyRule .verbs atomic required
        PolicyRule .apiGroups .resources .resourceNames .nonResourceURLs atomic

        CustomResourceDefinition .metadata .status value
        CustomResourceDefinition .spec value required
        CustomResourceDefinitionSpec .names value required
        CustomResourceDefinitionSpec .group .scope required
        CustomResourceDefinitionSpec .versions atomic null required
        CustomResourceDefinitionNames .plural .kind required
        CustomResourceDefinitionNames .categories .shortNames atomic
        CustomResourceDefinitionVersion .name required
        CustomResourceDefinitionVersion .additionalPrinterColumns .selectableFields atomic
        CustomResourceColumnDefinition .name .type .jsonPath required
        CustomResourceDefinitionStatus .acceptedNames value
        CustomResourceDefinitionStatus .conditions map=type null
        CustomResourceDefinitionStatus .storedVersions atomic null
        CustomResourceConversion .strategy required
        JSONSchemaProps .x-kubernetes-validations map=rule merge=rule

        TokenReview .metadata .spec .status value
        SelfSubjectAccessReview .metadata .spec .status value
        SelfSubjectRulesReview .metadata .spec .status value
        SubjectAccessReview .metadata .spec .status value
        LocalSubjectAccessReview .metadata .spec .status value
        Scale .metadata .spec .status value
        """;
}
