namespace DemoApp.Stage;

/// <summary>The projector's page: a static shell, filled by the feed.</summary>
internal static class StageEndpoints
{
    private static readonly string Html = Read();

    public static void MapStage(this IEndpointRouteBuilder app)
    {
        var stage = app.MapGroup("/stage").ExcludeFromDescription();
        stage.MapGet("/", () => TypedResults.Content(Html, "text/html; charset=utf-8"));
        stage.MapGet("/qr.svg", (HttpContext http, IConfiguration configuration) =>
            TypedResults.Content(QrCode.Svg(RoomAddress.Of(http.Request, configuration)), "image/svg+xml"));
        stage.MapGet("/address", (HttpContext http, IConfiguration configuration) => TypedResults.Text(RoomAddress.Of(http.Request, configuration)));
    }

    private static string Read()
    {
        using var stream = typeof(StageEndpoints).Assembly.GetManifestResourceStream("DemoApp.Stage.Pages.stage.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
