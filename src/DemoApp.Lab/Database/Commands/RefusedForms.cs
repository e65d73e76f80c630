namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// What is refused in one form only. CONFIG SET would change or break the node behind the endpoint (with some options Garnet 2.2.8 answers
/// with bytes that are no reply, with others it ends the connection), and the next node would not have the change.
/// </summary>
internal static class RefusedForms
{
    /// <param name="name">Upper case.</param>
    /// <param name="command">The arguments, the name first.</param>
    /// <returns>The error line, or null.</returns>
    public static string? Find(string name, byte[][] command) => name switch
    {
        "OBJECT" when Has(command, "ENCODING") => Refusals.Of("OBJECT ENCODING"),
        "CONFIG" when Has(command, "SET") => Refusals.Of("CONFIG SET"),
        "CONFIG" when Has(command, "REWRITE") => Refusals.Of("CONFIG REWRITE"),
        // Garnet answers nothing to the first, and begins a transaction at the second.
        "WATCH" or "WATCHMS" or "WATCHOS" when command.Length == 1 => $"ERR wrong number of arguments for '{name.ToLowerInvariant()}' command",
        "MULTI" when command.Length > 1 => "ERR wrong number of arguments for 'multi' command",
        _ => null,
    };

    private static bool Has(byte[][] command, string form) => command.Length > 1 && command[1].Is(form);
}
