namespace DemoApp.Audience;

/// <summary>How a request of an attendee ended, as the attendee met it.</summary>
internal enum Outcome
{
    /// <summary>The page, or the redirect to it.</summary>
    Ok,

    /// <summary>500: Redis not reachable, or a mistake of ours.</summary>
    Refused,

    /// <summary>504: no answer in time.</summary>
    Silent,

    /// <summary>Anything else: too many requests (429), a wrong form.</summary>
    Other,
}

internal static class Outcomes
{
    public static Outcome Of(int status) => status switch
    {
        < 400 => Outcome.Ok,
        StatusCodes.Status500InternalServerError => Outcome.Refused,
        StatusCodes.Status504GatewayTimeout => Outcome.Silent,
        _ => Outcome.Other,
    };
}
