namespace DemoApp.Lab.Controllers.Services.Slices;

/// <summary>Labels and values of EndpointSlices.</summary>
internal static class SliceNames
{
    public const string Service = "kubernetes.io/service-name";
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    public const string Controller = "endpointslice-controller.k8s.io";
    public const string Mirroring = "endpointslicemirroring-controller.k8s.io";

    /// <summary>On hand-made Endpoints that nobody shall mirror.</summary>
    public const string SkipMirror = "endpointslice.kubernetes.io/skip-mirror";

    public const string IPv4 = "IPv4";
    public const string IPv6 = "IPv6";
}
