using System.Globalization;
using CsCheck;
using Xunit;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>
/// Random histories of two to four sites: writes of all types, messages lost, doubled and out of order, links cut, crashes, lost files,
/// whole states in between, forgetting at any moment. HISTORIES says how many (100000 at night).
/// </summary>
public sealed class ConvergenceProperties
{
    private static int Histories =>
        int.TryParse(Environment.GetEnvironmentVariable("HISTORIES"), CultureInfo.InvariantCulture, out var count) ? count : 2000;

    [Fact]
    public void Sites_AnyHistory_ShowWhatTheRulesSay() =>
        History.Any.Sample(history => World.Play(history) is null, iter: Histories, print: Smallest.Tell);
}
