using System.Globalization;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers;

/// <summary>What a kubelet says happened to a container.</summary>
internal sealed record ContainerEvent(string Container, string Reason, string Message, bool Warning = false);

/// <summary>Writes Kubernetes events. With the object's uid in them, so that kubectl describe finds them. Never fails its caller.</summary>
internal sealed partial class EventRecorder(IKubernetes client, TimeProvider time, ILogger<EventRecorder> logger)
{
    private const string Normal = "Normal";
    private const string Warning = "Warning";
    private long last;

    public Task TellAsync(IKubernetesObject<V1ObjectMeta> about, string by, string reason, string message, CancellationToken cancellationToken) =>
        WriteAsync(about, by, Normal, reason, message, null, cancellationToken);

    /// <summary>As the kubelet of a node tells it, about one container of a pod.</summary>
    public Task TellAsync(V1Pod pod, ContainerEvent what, CancellationToken cancellationToken) =>
        WriteAsync(pod, "kubelet", what.Warning ? Warning : Normal, what.Reason, what.Message, what.Container, cancellationToken);

    public Task WarnAsync(IKubernetesObject<V1ObjectMeta> about, string by, string reason, string message, CancellationToken cancellationToken) =>
        WriteAsync(about, by, Warning, reason, message, null, cancellationToken);

    private async Task WriteAsync(
        IKubernetesObject<V1ObjectMeta> about, string by, string type, string reason, string message, string? container, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var entry = new Corev1Event
        {
            ApiVersion = "v1",
            Kind = "Event",
            Metadata = new V1ObjectMeta { Name = UniqueName(about.Metadata.Name, now), NamespaceProperty = about.Metadata.NamespaceProperty },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = about.ApiVersion,
                Kind = about.Kind,
                Name = about.Metadata.Name,
                NamespaceProperty = about.Metadata.NamespaceProperty,
                Uid = about.Metadata.Uid,
                ResourceVersion = about.Metadata.ResourceVersion,
                FieldPath = container is null ? null : $"spec.containers{{{container}}}",
            },
            Type = type,
            Reason = reason,
            Message = message,
            Source = new V1EventSource { Component = by, Host = by is "kubelet" ? LabNames.Node : null },
            ReportingComponent = by,
            ReportingInstance = "",
            FirstTimestamp = now.UtcDateTime,
            LastTimestamp = now.UtcDateTime,
            Count = 1,
        };
        try
        {
            await client.CoreV1.CreateNamespacedEventAsync(entry, about.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotWritten(logger, reason, about.Metadata.Name, e.Message);
        }
    }

    /// <summary>As the genuine recorder names them: the object and the time in hexadecimal; here never the same twice.</summary>
    private string UniqueName(string about, DateTimeOffset now)
    {
        while (true)
        {
            var before = Volatile.Read(ref last);
            var stamp = Math.Max(now.UtcTicks, before + 1);
            if (Interlocked.CompareExchange(ref last, stamp, before) == before)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{about}.{stamp:x16}");
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Reason} about {Name} was not written: {Why}")]
        public static partial void NotWritten(ILogger logger, string reason, string name, string why);
    }
}
