using DemoApp.Lab.Database.Commands;

namespace DemoApp.Lab.Database.Writing;

/// <summary>One command on its way through the writer. Reads are among them only within a transaction.</summary>
/// <param name="Info">What the table says of it.</param>
/// <param name="Args">The name first.</param>
internal readonly record struct WriteCommand(CommandInfo Info, byte[][] Args);
