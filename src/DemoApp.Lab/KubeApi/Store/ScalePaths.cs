namespace DemoApp.Lab.KubeApi.Store;

/// <summary>Where an object keeps what its scale subresource shows, as dotted paths with a leading dot.</summary>
/// <param name="Selector">Path of the label selector; null for a custom kind that names none.</param>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? Selector)
{
    public static readonly ScalePaths Workload = new(".spec.replicas", ".status.replicas", ".spec.selector");
}
