namespace DemoApp.Lab.Database.Writing;

/// <inheritdoc cref="IQuestion"/>
internal sealed class Question<T>(Func<Primary, T> ask)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IQuestion
{
    public Action Answer(Primary primary)
    {
        try
        {
            var answer = ask(primary);
            return () => TrySetResult(answer);
        }
        catch (Exception e) when (e is InvalidDataException or OperationCanceledException)
        {
            return () => TrySetException(e);
        }
    }

    public void Fail(Exception e) => TrySetException(e);
}
