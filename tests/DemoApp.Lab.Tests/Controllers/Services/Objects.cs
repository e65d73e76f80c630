using k8s;
using k8s.Models;

namespace DemoApp.Lab.Tests.Controllers.Services;

/// <summary>Services, pods and endpoints for tables of the controllers' pure parts.</summary>
internal static class Objects
{
    public static V1Service Service(string yaml, string name = "testdb") => KubernetesYaml.Deserialize<V1Service>(
        $"metadata: {{name: {name}, namespace: redis, uid: uid-of-{name}, labels: {{federation: \"yes\"}}}}\nspec: {yaml}");

    /// <param name="name">Also of the uid; the last character is the last part of the address.</param>
    /// <param name="state">ready, unready, ending (ready and being deleted), gone (finished) or new (no address yet).</param>
    /// <param name="ports">Named ports of its container.</param>
    public static V1Pod Pod(string name, string state = "ready", params (string Name, int Number)[] ports) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = "redis",
            Uid = "uid-of-" + name,
            Labels = new Dictionary<string, string> { ["app"] = "redis" },
            DeletionTimestamp = state is "ending" ? DateTime.UnixEpoch : null,
        },
        Spec = new V1PodSpec
        {
            NodeName = "lab-node",
            Containers = [new V1Container { Name = "redis", Ports = [.. ports.Select(p => new V1ContainerPort { Name = p.Name, ContainerPort = p.Number })] }],
        },
        Status = new V1PodStatus
        {
            Phase = state is "gone" ? "Succeeded" : "Running",
            PodIP = state is "new" ? null : "10.244.0." + name[^1],
            Conditions = [new V1PodCondition { Type = "Ready", Status = state is "ready" or "ending" ? "True" : "False" }],
        },
    };

    public static V1Endpoints Endpoints(string subsets, string name = "testdb", string meta = "") =>
        KubernetesYaml.Deserialize<V1Endpoints>($"metadata: {{name: {name}, namespace: redis, uid: uid-of-{name}, {meta}}}\nsubsets: {subsets}");

    /// <summary>Subsets in one line: ready|unready:ports.</summary>
    public static string Text(IEnumerable<V1EndpointSubset>? subsets) => string.Join(
        ' ',
        (subsets ?? []).Select(s => $"{Addresses(s.Addresses)}|{Addresses(s.NotReadyAddresses)}:{string.Join(',', (s.Ports ?? []).Select(p => $"{p.Name}={p.Port}/{p.Protocol}"))}"));

    private static string Addresses(IEnumerable<V1EndpointAddress>? addresses) => string.Join(',', (addresses ?? []).Select(a => a.TargetRef?.Name ?? a.Ip));
}
