using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

/// <summary>What kubectl should say of a command, as one sentence of a test.</summary>
internal static class KubectlWords
{
    public static async Task SaysAsync(this RunningApi api, string arguments, string expected, string? input = null)
    {
        var (exit, text) = await api.KubectlAsync(arguments, input);
        Assert.True(
            exit == 0 && text.Contains(expected, StringComparison.Ordinal),
            $"kubectl {arguments} (exit {exit}) should say '{expected}', said: {text}");
    }

    public static async Task FailsAsync(this RunningApi api, string arguments, string expected, string? input = null)
    {
        var (exit, text) = await api.KubectlAsync(arguments, input);
        Assert.True(
            exit != 0 && text.Contains(expected, StringComparison.Ordinal),
            $"kubectl {arguments} (exit {exit}) should fail with '{expected}', said: {text}");
    }

    /// <summary>Asks again until kubectl says it: for what the cluster does by itself in its own time.</summary>
    public static async Task ComesToSayAsync(this RunningApi api, string arguments, Func<string, bool> expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!expected((await api.KubectlAsync(arguments)).Text))
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
