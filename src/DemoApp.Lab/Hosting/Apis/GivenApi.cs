using System.Net;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Pods.Nodes;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.Kubelet;
using k8s;
using k8s.Autorest;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting.Apis;

/// <summary>
/// An API server that was there before the lab. It reaches the lab's pods through the kubelet of their node, and what its own
/// controller manager and scheduler do is left to them.
/// </summary>
internal sealed partial class GivenApi : IClusterApi
{
    private readonly GivenContext context;
    private readonly IPAddress? address;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly ContainerRuntime containers;
    private KubeletServer? kubelet;

    /// <param name="context">How the server is reached.</param>
    /// <param name="address">By which it reaches this machine; null: to be found out.</param>
    /// <param name="containers">What runs in the lab's pods.</param>
    /// <param name="loggers">For the kubelet and the programs whose work is taken over.</param>
    public GivenApi(GivenContext context, IPAddress? address, ContainerRuntime containers, ILoggerFactory loggers)
    {
        (this.context, this.address, this.containers, this.loggers) = (context, address, containers, loggers);
        time = containers.Time;
        logger = loggers.CreateLogger<GivenApi>();
        Client = new(context.Client);
    }

    public Kubernetes Client { get; }

    public NodeEndpoint Node { get; private set; } = NodeEndpoint.Own;

    public async Task StartAsync(CancellationToken ct)
    {
        var at = address ?? await AskAsync(() => NodeAddress.FindAsync(Client, context.Server, ct), ct);
        var (server, port) = await ListenAsync(at, ct);
        kubelet = server;
        Node = new(at.ToString(), port, IsGuest: true);
        Log.Given(logger, context.Name, context.Server, Node.Address, Node.KubeletPort);
    }

    public Task<string> InviteAsync(CancellationToken ct) => new FederationAccount(Client, context).InviteAsync(ct);

    /// <summary>Old events are forgotten by the server itself.</summary>
    public Task StandInAsync(
        Func<CancellationToken, Task> manage, Func<CancellationToken, Task> schedule, Func<CancellationToken, Task> forget, CancellationToken ct) =>
        Task.WhenAll(
            new StandIn(Client, "kube-controller-manager", time, loggers).RunAsync(manage, ct),
            new StandIn(Client, "kube-scheduler", time, loggers).RunAsync(schedule, ct));

    public async ValueTask DisposeAsync()
    {
        if (kubelet is not null)
        {
            await kubelet.DisposeAsync();
        }

        Client.Dispose();
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken ct)
    {
        try
        {
            return await question();
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or HttpOperationException or OperationCanceledException)
        {
            throw new IOException($"Lab:Kubeconfig: the API server of context {context.Name} at {context.Server} does not answer as it should: {e.Message}", e);
        }
    }

    /// <summary>An address that is not this machine's own leads here from outside: then every address is listened at.</summary>
    private async Task<(KubeletServer Server, int Port)> ListenAsync(IPAddress at, CancellationToken ct)
    {
        try
        {
            return await ListenAtAsync(at, at, ct);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            Log.NotOurs(logger, at, e.Message);
            return await ListenAtAsync(at.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, at, ct);
        }
    }

    private async Task<(KubeletServer Server, int Port)> ListenAtAsync(IPAddress listen, IPAddress named, CancellationToken ct)
    {
        var server = new KubeletServer(Client, LabNames.Node, containers, KubeletCertificate.Make(named, LabNames.Node, time.GetUtcNow()), loggers);
        try
        {
            return (server, await server.StartAsync(listen, ct));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Lab: cluster {Name} is the one at {Server}; its API server reaches the lab's node at {Address}:{Port}")]
        public static partial void Given(ILogger logger, string name, Uri server, string address, int port);

        [LoggerMessage(Level = LogLevel.Information, Message = "Lab: {Address} is not an address of this machine ({Why}); the node listens at all there are")]
        public static partial void NotOurs(ILogger logger, IPAddress address, string why);
    }
}
