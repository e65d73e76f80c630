using DemoApp.Audience;

namespace DemoApp.Shop;

/// <summary>
/// Notes how a request of an attendee ended. A failure is noted once the border where errors become answers has chosen its code.
/// </summary>
internal static class AttendeeWatch
{
    /// <summary>For an exception filter: it looks on and never catches.</summary>
    public static bool SeesFailure(HttpContext context, Attendee? attendee, string site, TimeProvider time)
    {
        if (attendee is not null)
        {
            context.Response.OnCompleted(() =>
            {
                if (!context.RequestAborted.IsCancellationRequested)
                {
                    attendee.Answered(Outcomes.Of(context.Response.StatusCode), site, time.GetUtcNow());
                }
                return Task.CompletedTask;
            });
        }
        return false;
    }
}
