using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Databases;

/// <summary>What the services rigger does to the database, and says: in its log, in the node's, and as events about rec, service and
/// pod.</summary>
internal sealed class DatabaseHands(ClusterContext cluster, Informers informers, IDatabaseHost host)
{
    private const string Component = "services-rigger";
    private static readonly string Named = $"{LabNames.Database} (db:{LabNames.DatabaseUid})";

    public Task DoAsync(DatabaseEffect effect, CancellationToken cancellationToken) => effect switch
    {
        DatabaseEffect.Serve serve => ServeAsync(serve.Pod, cancellationToken),
        DatabaseEffect.Silence silence => SilenceAsync(silence.Pod, cancellationToken),
        DatabaseEffect.Close => CloseAsync(cancellationToken),
        DatabaseEffect.Tell tell => TellAsync(tell, cancellationToken),
        _ => Task.CompletedTask,
    };

    public Task WarnAsync(string reason, string message, CancellationToken cancellationToken) =>
        TellAsync(new DatabaseEffect.Tell(true, reason, message), cancellationToken);

    /// <summary>Writes to a node's log.</summary>
    public void Say(string pod, string line) => cluster.Logs.Write(new(cluster.Namespace, pod, LabNames.NodeContainer), line);

    private async Task ServeAsync(string pod, CancellationToken cancellationToken)
    {
        await host.ServeAsync(pod, cancellationToken);
        Say(pod, $"endpoint of {Named} is here and answers");
        await AboutAsync(informers.Pods.Find(pod), "Pod", false, "EndpointServes", $"{Named} answers here.", cancellationToken);
    }

    private async Task SilenceAsync(string pod, CancellationToken cancellationToken)
    {
        await host.SilenceAsync(pod, cancellationToken);
        Say(pod, $"endpoint of {Named} is here; the database waits for rladmin recover");
        await AboutAsync(
            informers.Pods.Find(pod), "Pod", true, "EndpointSilent", $"{Named} is here and waits for rladmin recover.", cancellationToken);
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        await host.CloseAsync(cancellationToken);
        RiggerSays($"INFO endpoint of {Named} is closed");
    }

    private async Task TellAsync(DatabaseEffect.Tell tell, CancellationToken cancellationToken)
    {
        RiggerSays($"{(tell.Warning ? "WARN" : "INFO")} {tell.Reason}: {tell.Message}");
        await AboutAsync(informers.Recs.Find(cluster.Rec), LabNames.RecKind, tell.Warning, tell.Reason, tell.Message, cancellationToken);
        await AboutAsync(informers.Services.Find(LabNames.Database), "Service", tell.Warning, tell.Reason, tell.Message, cancellationToken);
    }

    private async Task AboutAsync(
        IKubernetesObject<V1ObjectMeta>? about, string kind, bool warning, string reason, string message,
            CancellationToken cancellationToken)
    {
        if (about is null)
        {
            return;
        }

        // Lists carry no kind for their items.
        (about.Kind, about.ApiVersion) = (kind, kind == LabNames.RecKind ? about.ApiVersion : "v1");
        await (warning
            ? cluster.Events.WarnAsync(about, Component, reason, message, cancellationToken)
            : cluster.Events.TellAsync(about, Component, reason, message, cancellationToken));
    }

    private void RiggerSays(string line) =>
        cluster.Logs.WriteByPrefix(cluster.Namespace, LabNames.RiggerDeployment(cluster.Rec) + "-", LabNames.RiggerContainer, line);
}
