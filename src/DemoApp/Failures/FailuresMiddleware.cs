namespace DemoApp.Failures;

internal static class FailuresDoor
{
    public static IServiceCollection AddFailures(this IServiceCollection services) => services;

    /// <summary>Must be the outermost middleware.</summary>
    public static IApplicationBuilder UseFailures(this IApplicationBuilder app) => app;
}
