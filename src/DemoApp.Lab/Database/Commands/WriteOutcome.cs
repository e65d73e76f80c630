namespace DemoApp.Lab.Database.Commands;

/// <summary>A command that was executed, and what the node said, all in RESP2.</summary>
/// <param name="Command">The arguments, the name first.</param>
/// <param name="Reply">The reply to the command.</param>
/// <param name="Before">The replies to <see cref="WriteRule.Before"/>.</param>
/// <param name="After">The replies to <see cref="WriteRule.After"/>.</param>
internal sealed record WriteOutcome(byte[][] Command, RespValue Reply, RespValue[] Before, RespValue[] After);
