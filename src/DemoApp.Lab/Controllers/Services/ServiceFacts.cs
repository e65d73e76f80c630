using k8s.Models;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>What the controllers of endpoints ask about a service.</summary>
internal static class ServiceFacts
{
    public const string HeadlessLabel = "service.kubernetes.io/headless";
    public const string TriggerTime = "endpoints.kubernetes.io/last-change-trigger-time";
    private const string ExternalName = "ExternalName";

    /// <summary>Its endpoints come from pods. A service without selector has them made by somebody else.</summary>
    public static bool HasSelector(this V1Service service) => service.Spec.Selector is { Count: > 0 } && service.Spec.Type is not ExternalName;

    public static bool IsHeadless(this V1Service service) => service.Spec.ClusterIP is null or "" or "None";

    /// <summary>The service's own labels, and the one that says headless.</summary>
    public static Dictionary<string, string> EndpointLabels(this V1Service service)
    {
        var labels = new Dictionary<string, string>(service.Metadata.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        labels.Remove(HeadlessLabel);
        if (service.IsHeadless())
        {
            labels[HeadlessLabel] = "";
        }

        return labels;
    }

    public static bool SameLabels(IDictionary<string, string>? left, IDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left is null || left.All(l => right!.TryGetValue(l.Key, out var value) && value == l.Value));
}
