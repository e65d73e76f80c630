using DemoApp.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Tests.Failures;

public sealed class HandedOverTests
{
    [Fact]
    public async Task Error_HandedOver_IsAnsweredAsIfItHadBeenThrown()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Request.Headers.Accept = "text/html";
        var error = new RedisTimeoutException(CommandFlags.None, "testdb did not answer", CommandStatus.Unknown) { Data = { ["site"] = "site-a" } };
        var middleware = new FailuresMiddleware(
            handed =>
            {
                HandedOver.Give(handed, error);
                return Task.CompletedTask;
            },
            new ConfigurationBuilder().Build(), TimeProvider.System, NullLogger<FailuresMiddleware>.Instance);

        await middleware.InvokeAsync(context);

        Assert.Equal(StatusCodes.Status504GatewayTimeout, context.Response.StatusCode);
        context.Response.Body.Position = 0;
        Assert.Contains("site-a", await new StreamReader(context.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
