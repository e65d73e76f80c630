namespace DemoApp.Stage;

/// <summary>Where the room finds the shop.</summary>
internal static class RoomAddress
{
    public const string Setting = "Stage:Address";

    /// <summary>As configured; else the address by which the projector itself came, which the room may not be able to reach.</summary>
    public static string Of(HttpRequest request, IConfiguration configuration) =>
        configuration[Setting]?.Trim() is { Length: > 0 } address ? address : $"{request.Scheme}://{request.Host}/";
}
