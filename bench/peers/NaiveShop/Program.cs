using NaiveShop;
using StackExchange.Redis;

var builder = WebApplication.CreateBuilder(args);
// An error is written nowhere: a console full of stack traces would slow this peer down, and is not what is compared.
builder.Logging.ClearProviders();
var redis = await RedisConnection.OpenAsync(builder.Configuration);
builder.Services.AddSingleton(redis);
builder.Services.AddScoped(_ => RedisConnection.Database(redis, builder.Configuration));
if (RedisConnection.IsGroup(builder.Configuration))
{
    builder.Services.AddScoped<ICarts, HashCarts>();
}
else
{
    builder.Services.AddStackExchangeRedisCache(o => o.ConnectionMultiplexerFactory = () => Task.FromResult(redis));
    builder.Services.AddScoped<ICarts, CacheCarts>();
}
builder.Services.AddScoped<Shop>();
builder.Services.AddRazorPages();

var app = builder.Build();
app.MapRazorPages();
app.MapPost("/sites/{site}/cart", async (HttpContext http, Shop shop) =>
{
    var form = await http.Request.ReadFormAsync();
    var id = CartCookie.ReadOrGive(http);
    await shop.ChangeAsync(
        id, form["action"].ToString(), form["product"].ToString(), int.TryParse(form["quantity"], out var quantity) ? quantity : 1);
    http.Response.Headers.Location = "/";
    return Results.StatusCode(StatusCodes.Status303SeeOther);
}).DisableAntiforgery();
await app.RunAsync();
