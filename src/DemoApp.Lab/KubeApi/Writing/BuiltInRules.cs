using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>The mistakes in built-in objects that a user makes by hand.</summary>
internal static class BuiltInRules
{
    public static IEnumerable<FieldError> Mistakes(ResourceType type, JsonObject obj, JsonObject? before) => type.Kind switch
    {
        "Pod" when (obj["spec"]?["containers"] as JsonArray) is null or { Count: 0 } => [FieldError.Required("spec.containers")],
        "Service" => Service(obj),
        "Secret" => Secret(obj),
        "Deployment" or "StatefulSet" or "ReplicaSet" => Workload(obj),
        "Job" when type.Group == "batch" => Restarts(obj["spec"]?["template"], "spec.template"),
        "CronJob" when type.Group == "batch" => Restarts(obj["spec"]?["jobTemplate"]?["spec"]?["template"],
            "spec.jobTemplate.spec.template"),
        "CustomResourceDefinition" => DefinitionRules.Mistakes(obj, before),
        "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding" => RbacRules.Mistakes(type, obj, before),
        _ => [],
    };

    private static IEnumerable<FieldError> Service(JsonObject service)
    {
        var ports = service["spec"]?["ports"] as JsonArray ?? [];
        if (ports.Count == 0 && service.FieldText("spec.clusterIP") != "None" && service.FieldText("spec.type") != "ExternalName")
        {
            yield return FieldError.Required("spec.ports");
        }
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports.Count > 1 && ports[i]?["name"].AsText() is null or "")
            {
                yield return FieldError.Required($"spec.ports[{i}].name");
            }
            foreach (var mistake in Port(ports[i], $"spec.ports[{i}]"))
            {
                yield return mistake;
            }
        }
    }

    private static IEnumerable<FieldError> Port(JsonNode? port, string path)
    {
        const string Range = "must be between 1 and 65535, inclusive";
        if ((port?["port"]).AsLong() is not (>= 1 and <= 65535))
        {
            yield return FieldError.Invalid($"{path}.port", port?["port"]?.ToJsonString() ?? "0", Range);
        }
        if (port?["protocol"].AsText() is { } protocol and not ("TCP" or "UDP" or "SCTP"))
        {
            yield return FieldError.NotSupported($"{path}.protocol", $"\"{protocol}\"", "SCTP", "TCP", "UDP");
        }
        if ((port?["targetPort"]).AsLong() is { } target and not (>= 1 and <= 65535))
        {
            yield return FieldError.Invalid($"{path}.targetPort", $"{target}", Range);
        }
    }

    private static IEnumerable<FieldError> Secret(JsonObject secret)
    {
        foreach (var (key, value) in secret["data"] as JsonObject ?? [])
        {
            if (value.AsText() is { } text && !Convert.TryFromBase64String(text, new byte[text.Length], out _))
            {
                throw ApiError.BadRequest($"Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte {BadByte(text)}");
            }
            if (value is not null && key.Length == 0)
            {
                yield return FieldError.Invalid("data", "\"\"", "a key is required");
            }
        }
    }

    private static int BadByte(string text) => text.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=').Count() is var good && good < text.Length ? good : text.Length / 4 * 4;

    /// <summary>A job's pods come to an end: they may not be restarted for ever.</summary>
    private static IEnumerable<FieldError> Restarts(JsonNode? template, string path)
    {
        if (template?["spec"]?["containers"] is not JsonArray { Count: > 0 })
        {
            yield return FieldError.Required($"{path}.spec.containers");
        }
        if ((template?["spec"]?["restartPolicy"]).AsText() is { } policy and not ("OnFailure" or "Never"))
        {
            yield return FieldError.NotSupported($"{path}.spec.restartPolicy", $"\"{policy}\"", "OnFailure", "Never");
        }
    }

    private static IEnumerable<FieldError> Workload(JsonObject workload)
    {
        if (workload["spec"]?["selector"] is null)
        {
            yield return FieldError.Required("spec.selector");
        }
        if (workload["spec"]?["template"]?["spec"]?["containers"] is not JsonArray { Count: > 0 })
        {
            yield return FieldError.Required("spec.template.spec.containers");
        }
        if ((workload["spec"]?["replicas"]).AsLong() is { } replicas and < 0)
        {
            yield return new("FieldValueInvalid", "spec.replicas", $"Invalid value: {replicas}: must be greater than or equal to 0");
        }
    }
}
