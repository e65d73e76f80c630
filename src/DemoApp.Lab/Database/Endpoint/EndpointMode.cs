namespace DemoApp.Lab.Database.Endpoint;

/// <summary>How the database endpoint meets its clients.</summary>
internal enum EndpointMode
{
    /// <summary>Nothing listens; connections are reset.</summary>
    Closed,

    /// <summary>Connections are accepted; nothing is read, nothing is answered.</summary>
    Silent,

    /// <summary>Commands reach the node.</summary>
    Serving,
}
