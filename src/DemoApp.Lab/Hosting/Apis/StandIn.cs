using System.Net;
using DemoApp.Lab.Controllers;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting.Apis;

/// <summary>
/// Does the work of one of a cluster's own programs while that program is away, which its lease in kube-system tells; it never takes
/// the lease, so that the program can come back at any time.
/// </summary>
internal sealed partial class StandIn(IKubernetes client, string program, TimeProvider time, ILoggerFactory loggers)
{
    private const string System = "kube-system";

    /// <summary>Every namespace gets one from a controller manager, whether that holds a lease or, being alone, needs none.</summary>
    private const string Trace = "kube-root-ca.crt";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private readonly ILogger logger = loggers.CreateLogger<StandIn>();
    private LeaseSighting? sighting;

    /// <summary>Runs until cancelled; the work is cancelled and begun again as the program comes and goes.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        CancellationTokenSource? shift = null;
        var working = Task.CompletedTask;
        while (!ct.IsCancellationRequested)
        {
            switch (await LookAsync(ct))
            {
                case Presence.Away when shift is null:
                    Log.Begins(logger, program);
                    shift = CancellationTokenSource.CreateLinkedTokenSource(ct);
                    working = work(shift.Token);
                    break;
                case Presence.There when shift is not null:
                    Log.Ends(logger, program);
                    await shift.CancelAsync();
                    await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    shift.Dispose();
                    shift = null;
                    break;
            }

            await Task.Delay(Look, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        shift?.Dispose();
    }

    /// <summary>A server that does not answer tells nothing: all stays as it is.</summary>
    private async Task<Presence> LookAsync(CancellationToken ct)
    {
        try
        {
            return await LeaseAsync(ct) is { } lease ? See(lease) : await HasTraceAsync(ct) ? Presence.There : Presence.Away;
        }
        catch (Exception e) when (e is HttpRequestException or HttpOperationException or IOException or OperationCanceledException)
        {
            return Presence.Unclear;
        }
    }

    private Presence See(V1LeaseSpec lease)
    {
        var now = time.GetUtcNow();
        sighting = sighting?.Next(lease, now) ?? LeaseSighting.First(lease, now);
        return sighting.Presence;
    }

    private async Task<V1LeaseSpec?> LeaseAsync(CancellationToken ct)
    {
        try
        {
            return (await client.CoordinationV1.ReadNamespacedLeaseAsync(program, System, cancellationToken: ct)).Spec;
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            return null;
        }
    }

    private async Task<bool> HasTraceAsync(CancellationToken ct)
    {
        try
        {
            await client.CoreV1.ReadNamespacedConfigMapAsync(Trace, System, cancellationToken: ct);
            return true;
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Lab: no {Program} is at work here; its part is done by the lab")]
        public static partial void Begins(ILogger logger, string program);

        [LoggerMessage(Level = LogLevel.Information, Message = "Lab: {Program} is at work; its part is left to it")]
        public static partial void Ends(ILogger logger, string program);
    }
}
