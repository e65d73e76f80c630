using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>What all connections of an endpoint share.</summary>
/// <param name="Password">Null: clients need none.</param>
internal sealed record ClientContext(SiteDatabase Site, string? Password, TimeProvider Time, ILogger Logger);
