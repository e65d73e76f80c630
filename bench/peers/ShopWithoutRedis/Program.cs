using DemoApp.Admin;
using DemoApp.Audience;
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
builder.Services.AddAudience(builder.Configuration);
builder.Services.AddShop(builder.Configuration);
builder.Services.AddAdmin(builder.Configuration);
builder.Services.AddSingleton<MadeUpShop>();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseFailures();
app.UseAuthentication();
app.UseAuthorization();
var shop = app.Services.GetRequiredService<MadeUpShop>();
app.MapMethods("/", [HttpMethods.Get], shop.ShowAsync);
app.MapPost("/sites/{cluster}/cart", (RequestDelegate)shop.ChangeAsync).DisableAntiforgery();
await app.RunAsync();
