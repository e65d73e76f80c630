using Xunit;

namespace DemoApp.Tests.Shop;

/// <summary>Waits for what is observed.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> observed)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (!observed())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
