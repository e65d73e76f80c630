namespace DemoApp.Lab.Database.Commands;

/// <summary>A command that was executed, and what the node said, all in RESP2.</summary>
/// <param name="Command">The arguments, the name first.</param>
/// <param name="Reply">The reply to the command.</param>
/// <param name="Before">The replies to <see cref="WriteRule.Before"/>.</param>
/// <param name="After">The replies to <see cref="WriteRule.After"/>.</param>
internal readonly record struct WriteOutcome(byte[][] Command, RespValue Reply, RespValue[] Before, RespValue[] After)
{
    public byte[] Key => Command[1];

    /// <summary>True for the integer 1: what a conditional write answers when it wrote.</summary>
    public bool IsOne => Reply is { Kind: (byte)':', Bytes: [(byte)'1'] };

    public byte[] Arg(int index) => Command[index];

    public byte[][] From(int index) => Command[index..];
}
