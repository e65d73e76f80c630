using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Shell;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Pods;

public sealed class RestartingTests
{
    [Theory]
    [InlineData("Always", 0, true)]
    [InlineData(null, 1, true)]
    [InlineData("OnFailure", 0, false)]
    [InlineData("OnFailure", 137, true)]
    [InlineData("Never", 137, false)]
    public void IsDue_ByPolicyAndExitCode_IsAsTheKubeletDoes(string? policy, int exitCode, bool due) =>
        Assert.Equal(due, Restarting.IsDue(policy, exitCode));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(6, 160)]
    [InlineData(7, 300)]
    [InlineData(60, 300)]
    public void BackOff_AfterEachEnd_DoublesUpToFiveMinutes(int ends, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Restarting.BackOff(ends));

    [Theory]
    [InlineData("", 143)]
    [InlineData("-9", 137)]
    [InlineData("-KILL", 137)]
    [InlineData("-s SIGTERM", 143)]
    [InlineData("-77", null)]
    [InlineData("what", null)]
    public void KillSignal_AsGiven_IsTheExitCodeOfAShell(string options, int? exitCode) =>
        Assert.Equal(exitCode, KillSignal.ExitCode(options.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
