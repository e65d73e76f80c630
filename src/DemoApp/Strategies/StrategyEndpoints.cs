using DemoApp.Admin;
using DemoApp.Testdb;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DemoApp.Strategies;

/// <summary>Reading is everyone's, beginning and ending the presenter's.</summary>
internal static class StrategyEndpoints
{
    public static IServiceCollection AddStrategies(this IServiceCollection services)
    {
        services.AddSingleton<StrategyLab>();
        services.AddHostedService(s => s.GetRequiredService<StrategyLab>());
        return services;
    }

    public static void MapStrategies(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/strategies").WithTags("Strategies");
        group.MapGet("/", (StrategyLab lab, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(lab.View);
        }).WithSummary("The three routes and the library's defaults side by side, under the same light traffic; the last comparison when none runs.");
        group.MapPost("/{site}", StartAsync).RequireAuthorization(Presenter.Policy).ProducesProblem(404)
            .WithSummary("Begins a comparison for a site; one that runs ends. A break begins one by itself.");
        group.MapDelete("/", (StrategyLab lab) => lab.EndAsync()).RequireAuthorization(Presenter.Policy).WithSummary("Ends the comparison.");
    }

    private static async Task<Results<Ok<StrategiesView>, ProblemHttpResult>> StartAsync(string site, StrategyLab lab, TestdbSites sites, CancellationToken ct) =>
        sites.Find(site) is { } found
            ? TypedResults.Ok(await lab.BeginAsync(found.Config, ct))
            : TypedResults.Problem($"There is no site '{site}'.", statusCode: 404, title: "No such site");
}
