using System.Net;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Services;

internal static class EndpointsWrites
{
    /// <summary>
    /// Creates the object, or replaces the version it was made from. Overtaken by another writer it does nothing: that writer's
    /// change is seen in its turn, and planned from.
    /// </summary>
    public static Task WriteAsync(this IKubernetes client, V1Endpoints wanted, CancellationToken cancellationToken)
    {
        var (name, ns) = (wanted.Metadata.Name, wanted.Metadata.NamespaceProperty);
        return wanted.Metadata.ResourceVersion is null
            ? client.CoreV1.CreateNamespacedEndpointsAsync(wanted, ns, cancellationToken: cancellationToken).Unless(HttpStatusCode.Conflict)
            : client.CoreV1.ReplaceNamespacedEndpointsAsync(wanted, name, ns, cancellationToken: cancellationToken).Unless(HttpStatusCode.Conflict);
    }
}
