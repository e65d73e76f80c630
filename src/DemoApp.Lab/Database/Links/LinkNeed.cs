namespace DemoApp.Lab.Database.Links;

/// <summary>What a peer must be sent first.</summary>
internal enum LinkNeed
{
    Log,

    /// <summary>
    /// The peer lacks what an earlier replica of one of the two sites did. No log has that: this site's has only the present one's
    /// effects, and the peer has lost its own.
    /// </summary>
    State,

    /// <summary>The peer has effects of this replica that it does not know itself: it would give their numbers away again.</summary>
    NewReplica,
}
