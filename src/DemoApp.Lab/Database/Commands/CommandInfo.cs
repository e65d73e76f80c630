namespace DemoApp.Lab.Database.Commands;

/// <summary>One command: its kind, and the rule or the refusal that goes with it.</summary>
/// <param name="Name">Upper case.</param>
/// <param name="Kind">What the endpoint does with it.</param>
/// <param name="Rule">For <see cref="CommandKind.Write"/>.</param>
/// <param name="Refusal">The error line without '-' and CRLF, for <see cref="CommandKind.Refused"/>.</param>
internal sealed record CommandInfo(string Name, CommandKind Kind, WriteRule? Rule = null, string? Refusal = null)
{
    /// <summary>The name as a word of a command.</summary>
    public byte[] Word { get; } = System.Text.Encoding.ASCII.GetBytes(Name);

    private readonly int arity = Rule is null ? -1 : WriteArity.Of(Name);

    /// <summary>The error line for words that are not executed although the command is known; null when they are.</summary>
    public string? Refuses(byte[][] command) => WriteArity.Fits(arity, command.Length)
        ? Rule?.Refuses(command)
        : $"ERR wrong number of arguments for '{Name.ToLowerInvariant()}' command";
}
