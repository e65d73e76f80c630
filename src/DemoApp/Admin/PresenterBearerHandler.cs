using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DemoApp.Admin;

/// <summary>The passcode as bearer token, for scripts.</summary>
internal sealed class PresenterBearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, PresenterKeys keys, GuessLimit guesses)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }
        var address = Context.Connection.RemoteIpAddress;
        if (guesses.MustWait(address) is not null)
        {
            return Task.FromResult(AuthenticateResult.Fail("too many wrong passcodes"));
        }
        if (!keys.IsPasscode(header[Bearer.Length..].Trim()))
        {
            guesses.Wrong(address);
            return Task.FromResult(AuthenticateResult.Fail("wrong passcode"));
        }
        return Task.FromResult(AuthenticateResult.Success(new(Presenter.Principal(Scheme.Name), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (guesses.MustWait(Context.Connection.RemoteIpAddress) is { } wait && Request.Headers.Authorization.Count > 0)
        {
            Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return TypedResults.Problem("Too many wrong passcodes from this address.", statusCode: 429, title: "Too many attempts").ExecuteAsync(Context);
        }
        Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(
            "Only the presenter may do this. Sign in at /admin, or send the passcode as Authorization: Bearer.", statusCode: 401, title: "Sign in first").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => TypedResults.Problem(
        "This request comes from another site.", statusCode: 403, title: "Not from here").ExecuteAsync(Context);
}

/// <summary>The presenter as a principal.</summary>
internal static class Presenter
{
    public const string Policy = "presenter";

    public static ClaimsPrincipal Principal(string scheme) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "presenter")], scheme));

    public static bool IsPresenter(this ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true, Name: "presenter" };
}
