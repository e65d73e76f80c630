namespace DemoApp.Lab.Database.Old;

/// <summary>What becomes of the node's next reply.</summary>
internal enum ReplyFate
{
    Forward,

    /// <summary>A reply to a command the endpoint added.</summary>
    Drop,

    /// <summary>"+QUEUED" of a client's write inside the endpoint's own transaction: dropped; an error is kept for <see cref="Unwrap"/>.</summary>
    Queued,

    /// <summary>The array of the endpoint's own transaction: its first element is the client's reply.</summary>
    Unwrap,

    /// <summary>The array of the client's transaction, without the last elements, which the endpoint added.</summary>
    Trim,

    /// <summary>The client gets the literal instead.</summary>
    Replace,

    HideInArray,
    HideInScan,
    CountKeys,
}

/// <param name="Fate">What to do.</param>
/// <param name="Durable">The reply may go out only when the append-only file has the write.</param>
/// <param name="Added">For <see cref="ReplyFate.Trim"/>: how many elements the endpoint added.</param>
/// <param name="Literal">For <see cref="ReplyFate.Replace"/>.</param>
internal readonly record struct Expectation(ReplyFate Fate, bool Durable = false, int Added = 0, byte[]? Literal = null);
