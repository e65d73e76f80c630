using System.Text;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// A command that is executed on the state, not on the node: Garnet 2.2.8 answers EXPIRE and PERSIST of a key whose time is over, and whose
/// record it still holds, with four bytes that are no reply, and all replies after it are read wrong.
/// </summary>
internal abstract class StateRule : WriteRule
{
    public sealed override bool Waits(byte[][] command) => true;

    public sealed override RespValue? Answer(byte[][] command, Author author)
    {
        author.IsViewBehind = true;
        try
        {
            return Execute(command, author);
        }
        finally
        {
            author.IsViewBehind = false;
        }
    }

    public sealed override void Derive(WriteOutcome outcome, Author author) =>
        throw new InvalidOperationException("The command is answered without the node.");

    protected abstract RespValue Execute(byte[][] command, Author author);

    protected static RespValue Error(string message) => new((byte)'-', Encoding.ASCII.GetBytes(message), null);

    protected static RespValue WrongCount(string name) => Error($"ERR wrong number of arguments for '{name}' command");

    protected static RespValue Integer(bool one) => new((byte)':', one ? "1"u8.ToArray() : "0"u8.ToArray(), null);

    /// <summary>The key as it can be seen now, or null.</summary>
    protected static KeyState? Seen(byte[] key, Author author) =>
        author.Replica.Find(key) is { } state && Visible.PartOf(state, author.Replica.Clock.Now) != Part.None ? state : null;
}
