using DemoApp.Testdb.Probing;
using StackExchange.Redis;

namespace DemoApp.Testdb.Routes;

/// <summary>One try of a call: over which member, in which epoch of it, since when.</summary>
internal sealed class Attempt(RouteMember member, int epoch, Task answer, long begun)
{
    private bool questioned;

    public RouteMember Member => member;

    public int Epoch => epoch;

    public Task Answer => answer;

    public long Begun => begun;

    /// <summary>It has ended without an answer, and the member has been told.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Has the member looked at, once.</summary>
    public void Doubt()
    {
        if (!questioned)
        {
            questioned = true;
            member.Question(Routes.Doubt.Slow, epoch);
        }
    }

    /// <summary>Blames the connection or the database for the failure. An error that is a mistake of ours is thrown as it is.</summary>
    /// <returns>The complaint, when the database made one.</returns>
    public async Task<PingResult?> FailAsync()
    {
        HasFailed = true;
        try
        {
            await answer;
            return null;
        }
        catch (Exception error) when (Complaint(error) is { } complaint)
        {
            member.Question(Routes.Doubt.Failed, epoch, complaint);
            return complaint;
        }
        catch (Exception error) when (error is RedisConnectionException or RedisTimeoutException or ObjectDisposedException)
        {
            member.Question(Routes.Doubt.Failed, epoch);
            return null;
        }
    }

    /// <summary>Left to its own end; what comes of it nobody waits for.</summary>
    public void Forget()
    {
        if (!answer.IsCompletedSuccessfully)
        {
            const TaskContinuationOptions atOnce = TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously;
            _ = answer.ContinueWith(static late => late.Exception, CancellationToken.None, atOnce, TaskScheduler.Default);
        }
    }

    private static PingResult? Complaint(Exception error) => error switch
    {
        RedisServerException => ServerComplaint.Of(error.Message),
        RedisConnectionException => ServerComplaint.OfLibrary(error.Message),
        _ => null,
    };
}
