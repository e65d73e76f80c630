using System.Buffers;
using System.Threading.Tasks.Sources;

namespace DemoApp.Lab.Database.Writing;

/// <summary>
/// What a connection asks of the writer and waits for: some writes in a row, or one transaction. Used again and again by its connection.
/// </summary>
internal sealed class WriteJob : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> done;

    public List<WriteCommand> Commands { get; } = [];

    public ArrayBufferWriter<byte> Replies { get; } = new(256);

    /// <summary>2 or 3: in which form the replies are.</summary>
    public int Protocol { get; set; } = 2;

    public bool IsTransaction { get; set; }

    /// <summary>Keys that must not have changed since their version was taken, or the transaction does nothing.</summary>
    public List<(byte[] Key, long Version)> Watched { get; } = [];

    /// <summary>Waits until <see cref="Complete"/>; the job must have been handed over.</summary>
    public ValueTask WaitAsync() => new(this, done.Version);

    /// <summary>Goes on with the connection before it returns.</summary>
    public void Complete()
    {
        done.RunContinuationsAsynchronously = false;
        done.SetResult(true);
    }

    public void Fail(Exception e)
    {
        done.RunContinuationsAsynchronously = true;
        done.SetException(e);
    }

    /// <summary>Makes it ready for the next use.</summary>
    public void Reset()
    {
        Commands.Clear();
        Watched.Clear();
        Replies.ResetWrittenCount();
        IsTransaction = false;
        done.Reset();
    }

    void IValueTaskSource.GetResult(short token) => done.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => done.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        done.OnCompleted(continuation, state, token, flags);
}
