using System.Collections.Immutable;

namespace DemoApp.Failures;

/// <summary>One failure as its page and its problem document tell it.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Site">The cluster whose service failed; null when no service did.</param>
/// <param name="Since">Since when it fails.</param>
/// <param name="Message">For people: about a rejected request, or a database that answers and cannot serve.</param>
/// <param name="Form">The fields that were posted and are offered again.</param>
internal sealed record Failure(
    FailureKind Kind, int Status, string TraceId, DateTimeOffset At, string? Site = null, string? Service = null,
    DateTimeOffset? Since = null, string? Message = null, string? FormAction = null, ImmutableArray<KeyValuePair<string, string>> Form = default)
{
    /// <summary>The route that is no service of any site.</summary>
    private const string Group = "group";

    /// <summary>Redis is to blame, and the page returns when it is back.</summary>
    public bool IsOutage => Kind is FailureKind.NotReachable or FailureKind.NoAnswer;

    public string Title => (Kind, Status) switch
    {
        (FailureKind.NotReachable, _) => "Redis is not reachable",
        (FailureKind.NoAnswer, _) => "gateway timeout",
        (FailureKind.Unexpected, _) => "this page has failed",
        (_, 404) => "there is nothing here",
        (_, 401) => "sign in first",
        (_, 403) => "not allowed",
        (_, 405) => "not done this way",
        (_, 429) => "too many requests",
        _ => "not accepted",
    };

    public string Sentence => Kind switch
    {
        FailureKind.NotReachable or FailureKind.NoAnswer when Message is not null => Message,
        FailureKind.NotReachable when Service == Group => $"None of the databases of the group is reachable from {Site}.",
        FailureKind.NotReachable => $"Nothing listens at the service {Service} of {Site}.",
        FailureKind.NoAnswer when Service == Group => $"None of the databases of the group answers {Site} in time.",
        FailureKind.NoAnswer => $"The service {Service} of {Site} accepts connections and does not answer.",
        FailureKind.Unexpected => "A mistake of the application. Its log has it under the trace id below.",
        _ => Message ?? (Status == 404 ? "No page and no cluster has this address." : "The request was not accepted; nothing has changed."),
    };
}
