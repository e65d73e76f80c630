using DemoApp.Admin;
using DemoApp.Failures;
using DemoApp.Hosting;
using DemoApp.Shop;
using DemoApp.Testdb;
using ShopWithoutRedis;

// The application's page behind the application's middleware, with everything it would read from testdb made up: what the page costs
// where testdb costs nothing. The prober runs as ever.
var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find(AppContext.BaseDirectory) });
builder.Services.AddTestdb(builder.Configuration);
builder.Services.AddFailures();
builder.Services.AddShop();
builder.Services.AddAdmin(builder.Configuration);

var app = builder.Build();
app.UseSecurityHeaders();
app.UseFailures();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", async (HttpContext context, TestdbSites sites, ShopPage page) =>
{
    var html = page.Render(sites.Home, MadeUp.State(sites.Home, CartCookie.Read(context.Request)));
    context.Response.ContentType = "text/html; charset=utf-8";
    context.Response.Headers.CacheControl = "no-store";
    context.Response.ContentLength = html.Length;
    await context.Response.BodyWriter.WriteAsync(html, context.RequestAborted);
});
app.MapPost("/sites/{cluster}/cart", async (string cluster, HttpContext context) =>
{
    SameOrigin.Demand(context.Request);
    var form = await context.Request.ReadFormAsync(context.RequestAborted);
    var (_, mistake) = CartChange.Read(form["action"], form["product"], form["quantity"]);
    _ = mistake is null ? CartCookie.ReadOrGive(context) : throw new BadHttpRequestException(mistake);
    context.Response.Headers.Location = $"/sites/{Uri.EscapeDataString(cluster)}#cart";
    return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
}).DisableAntiforgery();
await app.RunAsync();
