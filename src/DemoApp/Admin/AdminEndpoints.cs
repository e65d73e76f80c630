using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DemoApp.Admin;

/// <summary>The console for everyone, and the presenter's way in and out.</summary>
internal static class AdminEndpoints
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/admin").ExcludeFromDescription();
        admin.MapGet("/", () => AdminPages.Console());
        admin.MapGet("/sign-in", SignInPageAsync);
        admin.MapPost("/sign-in", SignInAsync).DisableAntiforgery();
        admin.MapPost("/sign-out", (Delegate)SignOutAsync).DisableAntiforgery();
        app.MapGet("/api/v1/me", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new Me(http.User.IsPresenter()));
        }).WithTags("Presenter").WithSummary("Whether the caller is signed in as presenter.");
    }

    private static async Task<IResult> SignInPageAsync(HttpContext http, PresenterKeys keys, GuessLimit guesses, string? token)
    {
        if (http.User.IsPresenter())
        {
            return TypedResults.Redirect("/admin");
        }
        if (token is null)
        {
            return AdminPages.SignIn(null, StatusCodes.Status200OK);
        }
        if (Waiting(http, guesses) is { } wait)
        {
            return wait;
        }
        if (!keys.TryUseLink(token))
        {
            guesses.Wrong(http.Connection.RemoteIpAddress);
            return AdminPages.SignIn("This sign-in link was already used, or belongs to an earlier start. Type the passcode that was printed at start.", StatusCodes.Status401Unauthorized);
        }
        await http.SignInAsync(Scheme, Presenter.Principal(Scheme), new AuthenticationProperties { IsPersistent = true });
        return TypedResults.Redirect("/admin");
    }

    private static async Task<IResult> SignInAsync(HttpContext http, PresenterKeys keys, GuessLimit guesses)
    {
        if (!SameSite.Allows(http.Request) || !http.Request.HasFormContentType)
        {
            return AdminPages.SignIn("Please sign in with this form.", StatusCodes.Status403Forbidden);
        }
        if (Waiting(http, guesses) is { } wait)
        {
            return wait;
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!keys.IsPasscode(form["passcode"].ToString().Trim()))
        {
            guesses.Wrong(http.Connection.RemoteIpAddress);
            return AdminPages.SignIn("That is not the passcode. It was printed where the program was started.", StatusCodes.Status401Unauthorized);
        }
        await http.SignInAsync(Scheme, Presenter.Principal(Scheme), new AuthenticationProperties { IsPersistent = true });
        return TypedResults.Redirect("/admin");
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        if (!SameSite.Allows(http.Request))
        {
            return TypedResults.Problem("This request comes from another site.", statusCode: 403, title: "Not from here");
        }
        await http.SignOutAsync(Scheme);
        return TypedResults.Redirect("/admin");
    }

    private static IResult? Waiting(HttpContext http, GuessLimit guesses)
    {
        if (guesses.MustWait(http.Connection.RemoteIpAddress) is not { } wait)
        {
            return null;
        }
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return AdminPages.SignIn($"Too many wrong passcodes. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.", StatusCodes.Status429TooManyRequests);
    }
}

/// <param name="Presenter">Whether the caller is the presenter.</param>
internal sealed record Me(bool Presenter);
