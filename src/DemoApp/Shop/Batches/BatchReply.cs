using StackExchange.Redis;

namespace DemoApp.Shop.Batches;

/// <summary>
/// The answers of the run that is taken. A member whose own key is at fault fails alone; a broken connection, or an error that
/// everybody got, is the
/// batch's: those who retry and count failures must see it.
/// </summary>
internal sealed class BatchReply
{
    private readonly SharedState shared;
    private readonly (HashEntry[]? Cart, long[]? Marks)[] answers;
    private readonly Exception?[] errors;

    private BatchReply(SharedState shared, int members)
    {
        this.shared = shared;
        answers = new (HashEntry[]?, long[]?)[members];
        errors = new Exception?[members];
    }

    /// <param name="sharedAnswered">The database has answered something to all.</param>
    public static async Task<BatchReply> ReadAsync(SharedState shared, OwnCommands?[] own, bool sharedAnswered)
    {
        var reply = new BatchReply(shared, own.Length);
        var failed = 0;
        for (var i = 0; i < own.Length; i++)
        {
            try
            {
                reply.answers[i] = own[i] is { } commands ? await commands.ReadAsync() : default;
            }
            catch (RedisServerException error) when (sharedAnswered || ++failed < own.Length)
            {
                reply.errors[i] = error;
            }
        }
        return reply;
    }

    public void Answer(ShopRequest[] members)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (errors[i] is { } error)
            {
                members[i].TrySetException(error);
            }
            else
            {
                members[i].TrySetResult(new(shared, answers[i].Cart, answers[i].Marks));
            }
        }
    }
}
