using DemoApp.Testdb;
using StackExchange.Redis;

namespace DemoApp.Shop.Batches;

/// <summary>
/// One site's way from the shop to testdb. The deadline, the breaker and the retries stand around a batch, not around its members.
/// </summary>
internal sealed class ShopDesk : IDisposable
{
    private readonly TestdbSite site;
    private readonly TimeProvider time;
    private readonly VisitCounter visits;
    private readonly BatchLane lane;
    private readonly int mostOrders;
    private int orders;

    public ShopDesk(TestdbSite site, ShopOptions options, TimeSpan deadline, TimeProvider time)
    {
        (this.site, this.time, mostOrders) = (site, time, options.Orders);
        visits = new(site.Config.Name);
        lane = new(options, deadline, SendAsync, NoAnswer, time);
    }

    /// <summary>False: too many wait already.</summary>
    public bool TryJoin(ShopRequest request) => lane.TryJoin(request);

    /// <summary>False: too many are under way. Whoever got true says when it is over.</summary>
    public bool TryBeginOrder()
    {
        if (Interlocked.Increment(ref orders) <= mostOrders)
        {
            return true;
        }
        EndOrder();
        return false;
    }

    public void EndOrder() => Interlocked.Decrement(ref orders);

    public void Dispose() => lane.Dispose();

    private async Task SendAsync(ShopRequest[] members)
    {
        try
        {
            var batch = new ShopBatch(members, visits, time);
            // Members come and go; the batch is for all of them.
            var reply = await site.CallAsync(batch.RunAsync, CancellationToken.None);
            reply.Answer(members);
        }
        catch (Exception error)
        {
            Answers.Give(members, error, static (error, member, _) => member.TrySetException(error));
        }
    }

    /// <summary>What the deadline of a batch gives, for a member that met its own before.</summary>
    private RedisTimeoutException NoAnswer()
    {
        var route = site.Route;
        var error = new RedisTimeoutException(
            CommandFlags.None, $"{route.Service} of {site.Config.Name} did not answer in time", CommandStatus.Unknown);
        error.Data["site"] = site.Config.Name;
        error.Data["service"] = route.Service;
        error.Data["endpoint"] = route.Endpoint;
        return error;
    }
}
