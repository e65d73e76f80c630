using k8s.Models;

namespace DemoApp.Lab.Hosting.Apis;

internal enum Presence
{
    /// <summary>Its lease is past, but that may be the clocks' doing: the next look tells.</summary>
    Unclear,
    There,
    Away,
}

/// <summary>
/// What a program's lease tells of it, look by look. The clocks of the cluster and of this machine may differ: only the first look
/// compares them, and when it says no the next one has to agree. Pure.
/// </summary>
/// <param name="Renewed">The lease's time when it was last looked at.</param>
/// <param name="Since">When that time was first seen, by this machine's clock.</param>
internal sealed record LeaseSighting(Presence Presence, DateTime? Renewed, DateTimeOffset Since)
{
    private const int UsualSeconds = 15;

    public static LeaseSighting First(V1LeaseSpec lease, DateTimeOffset now) =>
        new(!IsHeld(lease) ? Presence.Away : lease.RenewTime + Duration(lease) > now.UtcDateTime ? Presence.There : Presence.Unclear, lease.RenewTime, now);

    public LeaseSighting Next(V1LeaseSpec lease, DateTimeOffset now) =>
        !IsHeld(lease) ? new(Presence.Away, lease.RenewTime, now)
        : lease.RenewTime != Renewed ? new(Presence.There, lease.RenewTime, now)
        : Presence is Presence.There && now - Since < Duration(lease) ? this
        : this with { Presence = Presence.Away };

    private static bool IsHeld(V1LeaseSpec lease) => lease is { HolderIdentity.Length: > 0, RenewTime: not null };

    /// <summary>Twice what the holder asks for: a program that starts again shall find its work as it left it.</summary>
    private static TimeSpan Duration(V1LeaseSpec lease) => TimeSpan.FromSeconds(2 * (lease.LeaseDurationSeconds ?? UsualSeconds));
}
