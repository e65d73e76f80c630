using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// How a write becomes effects. The writer runs, on the primary's node and with nothing in between: the questions of
/// <see cref="Before"/>, the command, the questions of <see cref="After"/>; then it calls <see cref="Derive"/> with the replies.
/// Most rules ask nothing. An error reply gives no effect: <see cref="Derive"/> is not called for it.
/// </summary>
internal abstract class WriteRule
{
    /// <summary>Commands to run before, each a list of arguments; only when the arguments make it necessary.</summary>
    public virtual IReadOnlyList<byte[][]> Before(byte[][] command) => [];

    public virtual IReadOnlyList<byte[][]> After(byte[][] command) => [];

    /// <summary>False when <see cref="Derive"/> does not look at a reply that is a number, which is then not read.</summary>
    public virtual bool ReadsReply => true;

    /// <summary>A reason (an error line) to refuse these arguments although the command is known; null in general.</summary>
    public virtual string? Refuses(byte[][] command) => null;

    /// <summary>
    /// True when the command may be answered without the node: then all that was executed before must have been derived (and the view's
    /// commands sent), and <see cref="Answer"/> is asked first.
    /// </summary>
    public virtual bool Waits(byte[][] command) => false;

    /// <summary>
    /// Executes the command on the state alone and returns the reply; null when the node must be asked as usual. What the node must do
    /// is written to the author's view.
    /// </summary>
    public virtual RespValue? Answer(byte[][] command, Author author) => null;

    /// <summary>The reply to give instead of the node's, by the state before the effects; null in general.</summary>
    public virtual RespValue? Corrects(byte[][] command, Author author) => null;

    /// <summary>Writes the effects of the executed command by the author. Replies are whole RESP2 replies.</summary>
    public abstract void Derive(WriteOutcome outcome, Author author);
}
