namespace DemoApp.Testdb.Probing;

/// <summary>
/// A database that talks and cannot serve: an error reply that speaks of the database's own state, not of the command. Another database
/// may serve the same request; the same one may later.
/// </summary>
internal static class ServerComplaint
{
    private static readonly (string Prefix, TestdbStatus Status, string Detail)[] Known =
    [
        ("LOADING", TestdbStatus.Silent, "is loading its data (LOADING)"),
        ("MASTERDOWN", TestdbStatus.Silent, "is a replica that has lost its master (MASTERDOWN)"),
        ("CLUSTERDOWN", TestdbStatus.Silent, "belongs to a Redis cluster that is down (CLUSTERDOWN)"),
        ("TRYAGAIN", TestdbStatus.Silent, "is moving its keys (TRYAGAIN)"),
        ("BUSY ", TestdbStatus.Silent, "is busy with a script (BUSY)"),
        ("READONLY", TestdbStatus.Refused, "takes no writes: it is a read-only replica (READONLY)"),
        ("OOM", TestdbStatus.Refused, "takes no writes: its memory is full (OOM)"),
        ("MISCONF", TestdbStatus.Refused, "takes no writes: it cannot save to its disk (MISCONF)"),
        ("NOREPLICAS", TestdbStatus.Refused, "takes no writes: it has too few replicas (NOREPLICAS)"),
        ("NOAUTH", TestdbStatus.Refused, "asks for a password (NOAUTH)"),
        ("WRONGPASS", TestdbStatus.Refused, "refuses our password (WRONGPASS)"),
        ("NOPERM", TestdbStatus.Refused, "does not let our user do this (NOPERM)"),
        ("MOVED", TestdbStatus.Refused, "sends us on to another address (MOVED)"),
        ("ERR max number of clients", TestdbStatus.Refused, "takes no more connections (max number of clients)"),
    ];

    /// <param name="message">The error reply, without its leading minus.</param>
    /// <returns>Null: the error is the command's, a mistake of ours.</returns>
    public static PingResult? Of(string message)
    {
        foreach (var (prefix, status, detail) in Known)
        {
            if (message.StartsWith(prefix, StringComparison.Ordinal))
            {
                return new(status, null, $"answers, but {detail}") { Talks = true };
            }
        }
        return null;
    }

    /// <summary>The same, of what the library makes of it: it keeps writes from a replica, and follows a MOVED by itself.</summary>
    public static PingResult? OfLibrary(string message)
    {
        if (message.Contains("not eligible for replica", StringComparison.Ordinal))
        {
            return Of("READONLY")!.Value with { IsHearsay = true };
        }
        return message.Contains("serving hashslot", StringComparison.Ordinal)
            ? new(TestdbStatus.Refused, null, "answers, but sends us on to an address that is not reachable (MOVED)") { Talks = true }
            : null;
    }
}
