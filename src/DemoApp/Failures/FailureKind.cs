namespace DemoApp.Failures;

/// <summary>What the caller meets. The status code, the page, the problem document and the tests speak of the same kinds.</summary>
internal enum FailureKind
{
    /// <summary>Redis refused, cut or could not be found: 500.</summary>
    NotReachable,

    /// <summary>Redis did not answer within the deadline: 504.</summary>
    NoAnswer,

    /// <summary>The request was at fault; the exception carries its status code and a sentence for people.</summary>
    Rejected,

    /// <summary>A mistake of ours, nothing to do with Redis: 500.</summary>
    Unexpected,

    /// <summary>The caller left: nothing is written.</summary>
    ClientGone,
}
