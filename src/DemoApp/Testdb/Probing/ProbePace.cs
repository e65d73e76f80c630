namespace DemoApp.Testdb.Probing;

/// <summary>
/// How often a database that serves is looked at: quickly while attendees ask, slowly once nobody has for a while. A database that is
/// down is looked at quickly in any case, and a socket that breaks is told by the library: only a silence nobody meets is noticed later.
/// </summary>
internal sealed class ProbePace(TestdbOptions options, TimeProvider time)
{
    private long asked = time.GetTimestamp();

    /// <summary>The pause from now to the next look.</summary>
    public TimeSpan Pause => IsQuiet(time.GetTimestamp()) ? options.QuietProbeInterval : options.ProbeInterval;

    /// <summary>Notes a request. True: it is the first after a quiet time, and what was seen last may be old.</summary>
    public bool EndsQuiet(long now)
    {
        var ends = IsQuiet(now);
        Volatile.Write(ref asked, now);
        return ends;
    }

    private bool IsQuiet(long now) => time.GetElapsedTime(Volatile.Read(ref asked), now) > options.QuietAfter;
}
