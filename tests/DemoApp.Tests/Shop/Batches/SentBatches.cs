using System.Threading.Channels;
using DemoApp.Shop.Batches;
using Xunit;

namespace DemoApp.Tests.Shop.Batches;

/// <summary>Stands where testdb is: takes batches and answers when told to.</summary>
internal sealed class SentBatches
{
    private readonly Channel<ShopRequest[]> sent = Channel.CreateUnbounded<ShopRequest[]>();
    private readonly List<TaskCompletionSource<bool>> underway = [];

    public Task SendAsync(ShopRequest[] members)
    {
        var answer = new TaskCompletionSource<bool>();
        underway.Add(answer);
        sent.Writer.TryWrite(members);
        return answer.Task;
    }

    public async Task<ShopRequest[]> NextAsync() =>
        await sent.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>Ends the batch that was sent last; those before it stay unanswered.</summary>
    public void AnswerLast() => underway[^1].SetResult(true);
}
