namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>A wall clock that is set by hand, shared by sites whose clocks may differ a little.</summary>
internal sealed class TestTime(TestTime? shared = null, long skew = 0) : TimeProvider
{
    private long milliseconds = 1_700_000_000_000;

    public long Now
    {
        get => (shared?.Now ?? milliseconds) + skew;
        set => milliseconds = value;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
}
