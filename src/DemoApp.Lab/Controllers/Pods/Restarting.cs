namespace DemoApp.Lab.Controllers.Pods;

/// <summary>Whether and when a container that ended is started again. Pure.</summary>
internal static class Restarting
{
    private const int Longest = 300;
    private const int First = 10;

    /// <summary>A container that ran as long as this has a clean record again.</summary>
    public static readonly TimeSpan Forgiven = TimeSpan.FromSeconds(2 * Longest);

    public static bool IsDue(string? policy, int exitCode) => policy switch
    {
        "Never" => false,
        "OnFailure" => exitCode != 0,
        _ => true,
    };

    /// <param name="ends">How often it ended since its record was clean, this time included: the first start comes at once.</param>
    public static TimeSpan BackOff(int ends) =>
        ends <= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest, First * Math.Pow(2, Math.Min(ends - 2, 10))));
}
