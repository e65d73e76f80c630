using DemoApp.Lab.Hosting.Apis;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Hosting.Apis;

public sealed class LeaseSightingTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Program_ThatRenewsItsLease_IsThere_AndAwayOnceItStoppedForTwiceItsTime()
    {
        var seen = LeaseSighting.First(Lease(0), Start);
        Assert.Equal(Presence.There, seen.Presence);
        seen = seen.Next(Lease(2), Start.AddSeconds(5));
        Assert.Equal(Presence.There, seen.Presence);
        Assert.Equal(Presence.There, seen.Next(Lease(2), Start.AddSeconds(34)).Presence);
        Assert.Equal(Presence.Away, seen.Next(Lease(2), Start.AddSeconds(35)).Presence);
    }

    [Fact]
    public void Program_WhoseClockIsHoursBehind_IsThereByTheSecondLook()
    {
        var seen = LeaseSighting.First(Lease(-7200), Start);
        Assert.Equal(Presence.Unclear, seen.Presence);
        Assert.Equal(Presence.There, seen.Next(Lease(-7198), Start.AddSeconds(5)).Presence);
        Assert.Equal(Presence.Away, seen.Next(Lease(-7200), Start.AddSeconds(5)).Presence);
    }

    [Fact]
    public void Program_ThatComesBack_IsThereAtOnce()
    {
        var away = LeaseSighting.First(Lease(-7200), Start).Next(Lease(-7200), Start.AddSeconds(5));
        Assert.Equal(Presence.There, away.Next(Lease(9), Start.AddSeconds(10)).Presence);
    }

    [Fact]
    public void Lease_ThatNobodyHolds_MeansAway() =>
        Assert.Equal(Presence.Away, LeaseSighting.First(new V1LeaseSpec { HolderIdentity = "", RenewTime = Start.UtcDateTime }, Start).Presence);

    private static V1LeaseSpec Lease(int renewedAt) =>
        new() { HolderIdentity = "a", LeaseDurationSeconds = 15, RenewTime = Start.UtcDateTime.AddSeconds(renewedAt) };
}
