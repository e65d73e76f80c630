using System.Globalization;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>The pods behind a service, and the ports each has there. Pure.</summary>
internal static class BackingPods
{
    /// <param name="service">One with a selector.</param>
    /// <param name="pods">Those of its namespace.</param>
    /// <param name="terminating">Whether pods on their way out count.</param>
    public static IEnumerable<V1Pod> Of(V1Service service, IEnumerable<V1Pod> pods, bool terminating) =>
        pods.Where(p => p.Status is { PodIP.Length: > 0, Phase: not ("Failed" or "Succeeded") }
                && (terminating || p.Metadata.DeletionTimestamp is null)
                && p.HasLabels(service.Spec.Selector))
            .OrderBy(p => p.Metadata.Name, StringComparer.Ordinal);

    /// <summary>The Ready condition alone, whether or not the pod is on its way out.</summary>
    public static bool Serves(V1Pod pod) => pod.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true;

    /// <summary>The number behind a service port; null when its target port is a name that no container of the pod has.</summary>
    public static int? TargetPort(V1ServicePort port, V1Pod pod)
    {
        var target = port.TargetPort?.ToString() ?? "";
        if (int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number > 0 ? number : port.Port;
        }

        return target.Length == 0
            ? port.Port
            : pod.Spec.Containers
                .SelectMany(c => c.Ports ?? [])
                .FirstOrDefault(p => p.Name == target && Protocol(p.Protocol) == Protocol(port.Protocol))?.ContainerPort;
    }

    public static string Protocol(string? protocol) => protocol is { Length: > 0 } ? protocol : "TCP";

    /// <summary>A pod is known by its host name only in the service that is its subdomain.</summary>
    public static string? HostName(V1Pod pod, V1Service service) =>
        pod.Spec.Hostname is { Length: > 0 } name && pod.Spec.Subdomain == service.Metadata.Name ? name : null;

    public static V1ObjectReference Reference(V1Pod pod) => new()
    {
        Kind = "Pod",
        Name = pod.Metadata.Name,
        NamespaceProperty = pod.Metadata.NamespaceProperty,
        Uid = pod.Metadata.Uid,
    };

    /// <summary>When the last thing happened that the endpoints have to follow: a pod became ready or unready, or the service came.</summary>
    public static string? TriggerTime(V1Service service, IEnumerable<V1Pod> pods) =>
        pods.Select(p => p.Status?.Conditions?.FirstOrDefault(c => c.Type == "Ready")?.LastTransitionTime)
            .Append(service.Metadata.CreationTimestamp)
            .Max()?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
