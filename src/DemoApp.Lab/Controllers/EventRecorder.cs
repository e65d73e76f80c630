using System.Globalization;
using System.Net;
using DemoApp.Lab.Controllers.Events;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers;

/// <summary>What a kubelet says happened to a container.</summary>
internal sealed record ContainerEvent(string Container, string Reason, string Message, bool Warning = false);

/// <summary>
/// Writes Kubernetes events. With the object's uid in them, so that kubectl describe finds them; a repeated one is counted on the one
/// that is there. Never fails its caller.
/// </summary>
internal sealed partial class EventRecorder(IKubernetes client, TimeProvider time, ILogger<EventRecorder> logger) : IDisposable
{
    private const string Normal = "Normal";
    private const string Warning = "Warning";
    private const string Kubelet = "kubelet";
    private readonly EventCorrelator correlator = new();
    private readonly SemaphoreSlim gate = new(1, 1);
    private long last;

    public Task TellAsync(
        IKubernetesObject<V1ObjectMeta> about, string by, string reason, string message, CancellationToken cancellationToken) =>
        WriteAsync(about, new EventKey(Subject(about, by), Normal, reason, message), cancellationToken);

    /// <summary>As the kubelet of a node tells it, about one container of a pod.</summary>
    public Task TellAsync(V1Pod pod, ContainerEvent what, CancellationToken cancellationToken) =>
        WriteAsync(pod, new EventKey(
            Subject(pod, Kubelet), what.Warning ? Warning : Normal, what.Reason, what.Message, what.Container), cancellationToken);

    public Task WarnAsync(
        IKubernetesObject<V1ObjectMeta> about, string by, string reason, string message, CancellationToken cancellationToken) =>
        WriteAsync(about, new EventKey(Subject(about, by), Warning, reason, message), cancellationToken);

    public void Dispose() => gate.Dispose();

    private static EventSubject Subject(IKubernetesObject<V1ObjectMeta> about, string by) =>
        new(by, about.Kind, NamespaceOf(about), about.Metadata.Name, about.Metadata.Uid);

    /// <summary>What is of no namespace has its events in the first one.</summary>
    private static string NamespaceOf(IKubernetesObject<V1ObjectMeta> about) =>
        about.Metadata.NamespaceProperty is { Length: > 0 } ns ? ns : "default";

    private async Task WriteAsync(IKubernetesObject<V1ObjectMeta> about, EventKey key, CancellationToken cancellationToken)
    {
        // One after another: the second of two equal events must find the first.
        await gate.WaitAsync(cancellationToken);
        try
        {
            await DecideAsync(about, key, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotWritten(logger, key.Reason, about.Metadata.Name, e.Message);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task DecideAsync(IKubernetesObject<V1ObjectMeta> about, EventKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (correlator.Decide(key, now))
        {
            case EventDecision.Repeat repeat when await RepeatAsync(key, repeat, now, cancellationToken):
                correlator.Wrote(key, repeat.Message, repeat.Name, repeat.Count);
                break;
            case EventDecision.Repeat { Message: var message }:
                correlator.Lost(key, message);
                await CreateAsync(about, key, message, now, cancellationToken);
                break;
            case EventDecision.Create { Message: var message }:
                await CreateAsync(about, key, message, now, cancellationToken);
                break;
        }
    }

    /// <returns>Whether the event is still there.</returns>
    private async Task<bool> RepeatAsync(EventKey key, EventDecision.Repeat repeat, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var change = new { count = repeat.Count, lastTimestamp = now.UtcDateTime, message = repeat.Message };
        try
        {
            await client.CoreV1.PatchNamespacedEventAsync(
                Patches.Merge(change), repeat.Name, key.Subject.Namespace, cancellationToken: cancellationToken);
            return true;
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            return false;
        }
    }

    private async Task CreateAsync(
        IKubernetesObject<V1ObjectMeta> about, EventKey key, string message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entry = new Corev1Event
        {
            ApiVersion = "v1",
            Kind = "Event",
            Metadata = new V1ObjectMeta { Name = UniqueName(about.Metadata.Name, now), NamespaceProperty = key.Subject.Namespace },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = about.ApiVersion,
                Kind = about.Kind,
                Name = about.Metadata.Name,
                NamespaceProperty = about.Metadata.NamespaceProperty,
                Uid = about.Metadata.Uid,
                ResourceVersion = about.Metadata.ResourceVersion,
                FieldPath = key.Container is { } container ? $"spec.containers{{{container}}}" : null,
            },
            Type = key.Type,
            Reason = key.Reason,
            Message = message,
            Source = new V1EventSource { Component = key.Subject.By, Host = key.Subject.By is Kubelet ? LabNames.Node : null },
            ReportingComponent = key.Subject.By,
            ReportingInstance = "",
            FirstTimestamp = now.UtcDateTime,
            LastTimestamp = now.UtcDateTime,
            Count = 1,
        };
        await client.CoreV1.CreateNamespacedEventAsync(entry, key.Subject.Namespace, cancellationToken: cancellationToken);
        correlator.Wrote(key, message, entry.Metadata.Name, 1);
    }

    /// <summary>As the genuine recorder names them: the object and the nanoseconds since 1970 in hexadecimal; here never the same
    /// twice.</summary>
    private string UniqueName(string about, DateTimeOffset now)
    {
        last = Math.Max((now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick, last + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{about}.{last:x}");
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Reason} about {Name} was not written: {Why}")]
        public static partial void NotWritten(ILogger logger, string reason, string name, string why);
    }
}
