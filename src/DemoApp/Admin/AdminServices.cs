using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DemoApp.Admin;

internal static class AdminServices
{
    private const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string Bearer = "PresenterBearer";

    /// <summary>Adds the presenter: cookie for the console, passcode as bearer token for scripts, one policy for both.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Section <c>Presenter</c> cannot be used so.</exception>
    public static IServiceCollection AddAdmin(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(PresenterOptions.Read(configuration));
        services.AddSingleton<PresenterKeys>();
        services.AddSingleton<GuessLimit>();
        services.AddAuthentication("Presenter")
            .AddPolicyScheme("Presenter", null, o => o.ForwardDefaultSelector = http => http.Request.Headers.Authorization.Count > 0 ? Bearer : Cookie)
            .AddScheme<AuthenticationSchemeOptions, PresenterBearerHandler>(Bearer, null)
            .AddCookie(Cookie, o =>
            {
                o.Cookie.Name = "demoapp-presenter";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Strict;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = TimeSpan.FromHours(12);
                o.SlidingExpiration = true;
                o.Events.OnRedirectToLogin = c => c.HttpContext.ChallengeAsync(Bearer);
                o.Events.OnRedirectToAccessDenied = c => c.HttpContext.ForbidAsync(Bearer);
            });
        services.AddAuthorizationBuilder().AddPolicy(Presenter.Policy, policy => policy.RequireAuthenticatedUser().RequireAssertion(FromHere));
        return services;
    }

    private static bool FromHere(AuthorizationHandlerContext context) =>
        context.Resource is not HttpContext http || http.Request.Headers.Authorization.Count > 0 || HttpMethods.IsGet(http.Request.Method) || SameSite.Allows(http.Request);
}
