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
    public static BatchReply Read(SharedState shared, OwnCommands?[] own, bool sharedAnswered)
    {
        var reply = new BatchReply(shared, own.Length);
        var failed = 0;
        for (var i = 0; i < own.Length; i++)
        {
            try
            {
                reply.answers[i] = own[i]?.Read() ?? default;
            }
            catch (RedisServerException error) when (sharedAnswered || ++failed < own.Length)
            {
                reply.errors[i] = error;
            }
        }
        return reply;
    }

    public void Answer(ShopRequest[] members) => Answers.Give(members, this, static (reply, member, i) =>
    {
        if (reply.errors[i] is { } error)
        {
            member.TrySetException(error);
        }
        else
        {
            member.TrySetResult(new(reply.shared, reply.answers[i].Cart, reply.answers[i].Marks));
        }
    });
}
