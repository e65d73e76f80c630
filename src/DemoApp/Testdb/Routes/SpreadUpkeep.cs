using DemoApp.Testdb.Connections;
using DemoApp.Testdb.Probing;
using Microsoft.Extensions.Logging;

namespace DemoApp.Testdb.Routes;

/// <summary>
/// Keeps the connections through one address apart: as long as all lead to the same database, one that is not in use is made anew, since
/// the address gives each new connection to another. While only one database is left behind it, that is one connection now and again.
/// </summary>
internal sealed partial class SpreadUpkeep(
    Steering steering, ProbePace pace, TestdbOptions options, TimeProvider time, ILogger<SpreadUpkeep> logger)
{
    private const int Looks = 5;
    private readonly Dictionary<RouteMember, int> known = [];
    private int looks;

    /// <summary>Runs until cancelled; never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await IdentifyAsync(cancellationToken);
                await ApartAsync(cancellationToken);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A connection was lost meanwhile; its prober mends it, and it is looked at again.
                Log.Lost(logger, steering.Active.Route.Endpoint, error.Message);
            }
            await Task.Delay(pace.Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsNew(RouteMember member) => member.State.IsServing && known.GetValueOrDefault(member, -1) != member.State.Epoch;

    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        foreach (var member in steering.Members.Where(IsNew))
        {
            var epoch = member.State.Epoch;
            if (member.Database is { } database)
            {
                member.Identity = await DatabaseFacts.IdentityAsync(database).WaitAsync(options.ProbeLimit, time, cancellationToken);
                known[member] = epoch;
            }
        }
    }

    private async Task ApartAsync(CancellationToken cancellationToken)
    {
        var serving = steering.Members.Where(member => member.State.IsServing && member.Identity is not null).ToList();
        if (serving.Count < 2 || serving.DistinctBy(member => member.Identity).Count() > 1
            || serving.LastOrDefault(member => member != steering.Active) is not { } spare)
        {
            return;
        }
        if (++looks % Looks != 0)
        {
            return;
        }
        if (await spare.Connection.ReplaceAsync(cancellationToken) is null && spare.Database is { } database)
        {
            spare.Identity = await DatabaseFacts.IdentityAsync(database).WaitAsync(options.ProbeLimit, time, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Connections to {Endpoint}: {Reason}")]
        public static partial void Lost(ILogger logger, string endpoint, string reason);
    }
}
