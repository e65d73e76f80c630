namespace DemoApp.Lab.Database.Commands;

/// <summary>What the endpoint does with a command.</summary>
internal enum CommandKind
{
    /// <summary>Not in the table: the node answers with its own error.</summary>
    Unknown,

    /// <summary>Goes to the node as it is.</summary>
    Read,

    /// <summary>Goes through the writer, has a <see cref="WriteRule"/>.</summary>
    Write,

    /// <summary>Answered with <see cref="CommandInfo.Refusal"/>.</summary>
    Refused,

    /// <summary>HELLO, AUTH, CLIENT, SELECT…: about the connection.</summary>
    Connection,

    /// <summary>MULTI, EXEC, DISCARD, WATCH, UNWATCH.</summary>
    Transaction,

    PubSub,

    /// <summary>INFO, CONFIG, COMMAND, MEMORY…: about the server.</summary>
    Info,
}
