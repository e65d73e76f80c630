using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>
/// Objects that kubectl 1.32 and later send as protobuf. Field numbers as in Kubernetes' generated.proto files, which never change
/// within a version of an API.
/// </summary>
internal static class ProtobufObjects
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private static readonly Dictionary<string, Fields> Kinds = new()
    {
        ["v1/Namespace"] = CoreMessages.Namespace,
        ["v1/ServiceAccount"] = CoreMessages.ServiceAccount,
        ["v1/ConfigMap"] = CoreMessages.ConfigMap,
        ["v1/Secret"] = CoreMessages.Secret,
        ["v1/Service"] = CoreMessages.Service,
        ["v1/Pod"] = PodMessages.Pod,
        ["v1/ResourceQuota"] = PolicyMessages.ResourceQuota,
        ["apps/v1/Deployment"] = WorkloadMessages.Deployment,
        ["batch/v1/Job"] = WorkloadMessages.Job,
        ["batch/v1/CronJob"] = WorkloadMessages.CronJob,
        ["policy/v1/PodDisruptionBudget"] = PolicyMessages.DisruptionBudget,
        ["policy/v1/Eviction"] = PolicyMessages.Eviction,
        ["scheduling.k8s.io/v1/PriorityClass"] = PolicyMessages.PriorityClass,
        ["autoscaling/v1/HorizontalPodAutoscaler"] = PolicyMessages.AutoscalerV1,
        ["autoscaling/v2/HorizontalPodAutoscaler"] = PolicyMessages.AutoscalerV2,
        ["networking.k8s.io/v1/Ingress"] = NetworkMessages.Ingress,
        ["certificates.k8s.io/v1/CertificateSigningRequest"] = NetworkMessages.SigningRequest,
        ["rbac.authorization.k8s.io/v1/Role"] = AccessMessages.Role,
        ["rbac.authorization.k8s.io/v1/ClusterRole"] = AccessMessages.ClusterRole,
        ["rbac.authorization.k8s.io/v1/RoleBinding"] = AccessMessages.Binding,
        ["rbac.authorization.k8s.io/v1/ClusterRoleBinding"] = AccessMessages.Binding,
        ["authentication.k8s.io/v1/TokenRequest"] = AccessMessages.TokenRequest,
        ["authentication.k8s.io/v1/TokenReview"] = AccessMessages.TokenReview,
        ["authentication.k8s.io/v1/SelfSubjectReview"] = AccessMessages.SelfSubjectReview,
        ["authorization.k8s.io/v1/SelfSubjectAccessReview"] = AccessMessages.SelfAccessReview,
        ["authorization.k8s.io/v1/SelfSubjectRulesReview"] = AccessMessages.RulesReview,
        ["authorization.k8s.io/v1/SubjectAccessReview"] = AccessMessages.AccessReview,
        ["authorization.k8s.io/v1/LocalSubjectAccessReview"] = AccessMessages.AccessReview,
    };

    private static readonly Fields Envelope = new Fields().One(1, "type", new Fields().Text(1, "apiVersion").Text(2, "kind")).Skip(2, 3, 4);

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <exception cref="ApiError">400 for a body that cannot be read, 415 for a kind that is read as JSON only.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            throw ApiError.BadRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        var unknown = body[Magic.Length..];
        var type = MessageReader.Read(unknown, Envelope)["type"];
        var (apiVersion, kind) = (type?["apiVersion"].AsText(), type?["kind"].AsText());
        // Delete options are sent under the version of whatever they delete.
        if ((kind == "DeleteOptions" ? PolicyMessages.DeleteOptions : Kinds.GetValueOrDefault($"{apiVersion}/{kind}")) is not { } fields)
        {
            throw ApiError.Unsupported(
                $"the body of the request was in an unknown format - {kind} is accepted as application/json or application/yaml here");
        }
        var obj = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
        MessageReader.Fill(obj, Content(unknown), fields);
        return obj;
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> unknown)
    {
        ReadOnlySpan<byte> raw = default;
        for (var field = new ProtobufReader(unknown); field.Next();)
        {
            raw = field.Field == 2 ? field.Bytes : raw;
        }
        return raw;
    }
}
