using System.Threading.Channels;
using DemoApp.Shop.Batches;
using Xunit;

namespace DemoApp.Tests.Shop.Batches;

/// <summary>Stands where testdb is: takes batches and answers when told to.</summary>
internal sealed class SentBatches
{
    private readonly Channel<ShopRequest[]> sent = Channel.CreateUnbounded<ShopRequest[]>();
    private TaskCompletionSource answer = new();

    public Task SendAsync(ShopRequest[] members)
    {
        sent.Writer.TryWrite(members);
        return answer.Task;
    }

    public async Task<ShopRequest[]> NextAsync() =>
        await sent.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>Ends what is under way; what is sent from now on waits again.</summary>
    public void Answer()
    {
        var before = answer;
        answer = new();
        before.SetResult();
    }
}
