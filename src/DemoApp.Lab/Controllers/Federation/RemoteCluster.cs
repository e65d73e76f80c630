using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Exceptions;
using k8s.Models;
using Microsoft.Extensions.Logging;
using YamlDotNet.Core;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>
/// One remote cluster: follows its Secret and connects by what that says. <see cref="View"/> stays as last seen while the cluster
/// cannot be reached, its Secret is wrong or gone, or a new connection has not listed yet: only taking the
/// RemoteClusterConfiguration away drops its addresses.
/// </summary>
internal sealed partial class RemoteCluster : IAsyncDisposable
{
    private readonly ClusterContext local;
    private readonly string name;
    private readonly RemoteClusterSpec spec;
    private readonly Action changed;
    private readonly Informer<V1Secret> secrets;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private RemoteAccess? access;
    private RemoteConnection? connection;
    private ClusterView? view;

    /// <param name="local">The cluster that has the configuration and the Secret.</param>
    /// <param name="configuration">One that names a Secret.</param>
    /// <param name="last">What was seen of the cluster by the configuration's version before.</param>
    /// <param name="changed">Called after every change of the view.</param>
    public RemoteCluster(ClusterContext local, RemoteClusterResource configuration, ClusterView? last, Action changed)
    {
        this.local = local;
        this.changed = changed;
        (name, spec, view) = (configuration.Metadata.Name, configuration.Spec, last);
        logger = local.Loggers.CreateLogger<RemoteCluster>();
        var secret = spec.ClusterAccessSecret!;
        secrets = Informers.OneSecret(local.Client, secret.NamespaceProperty ?? local.Namespace, secret.Name, local.Time, local.Loggers);
        var loop = new ReconcileLoop($"remote cluster {name}", local.Time, local.Loggers.CreateLogger<ReconcileLoop>());
        running = Task.WhenAll(secrets.RunAsync(stop.Token), loop.RunAsync([secrets], _ => FollowAsync(), stop.Token));
    }

    /// <summary>Null until the cluster was reached once.</summary>
    public ClusterView? View => Volatile.Read(ref view);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisconnectAsync();
        stop.Dispose();
    }

    private async Task FollowAsync()
    {
        var next = RemoteAccess.Of(spec, secrets.Find(spec.ClusterAccessSecret!.Name));
        if (next == access)
        {
            return;
        }

        access = next;
        await DisconnectAsync();
        if (next.Problem is { } problem)
        {
            Log.NotConnected(logger, name, problem);
            return;
        }

        try
        {
            connection = new RemoteConnection(RemoteAccess.Client(next.Kubeconfig), local, Saw);
        }
        catch (Exception e) when (e is KubeConfigException or YamlException or FormatException or ArgumentException or IOException)
        {
            // Mended by a change of the Secret, not by trying again.
            Log.NotConnected(logger, name, e.Message);
        }
    }

    private void Saw(ClusterView now)
    {
        if (Interlocked.Exchange(ref view, now) is null)
        {
            Log.Connected(logger, name);
        }

        changed();
    }

    private async Task DisconnectAsync()
    {
        if (connection is { } old)
        {
            connection = null;
            await old.DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Remote cluster {Name} is connected")]
        public static partial void Connected(ILogger logger, string name);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Remote cluster {Name} is not connected: {Why}")]
        public static partial void NotConnected(ILogger logger, string name, string why);
    }
}
