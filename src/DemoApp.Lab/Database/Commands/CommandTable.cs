namespace DemoApp.Lab.Database.Commands;

/// <summary>Every command the node knows, and what the endpoint does with it.</summary>
internal static class CommandTable
{
    /// <summary>By name in any case. A name it does not know is <see cref="CommandKind.Unknown"/>.</summary>
    public static CommandInfo Find(ReadOnlySpan<byte> name) => throw new NotImplementedException();
}
