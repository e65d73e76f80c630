using DemoApp.Testdb.Probing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DemoApp.Testdb;

internal static class TestdbServices
{
    /// <summary>The way to testdb: a route one can switch, a connection, a prober and a breaker per site of the section <c>Clusters</c>.</summary>
    public static IServiceCollection AddTestdb(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        // Read when first asked for: a test or a lab may add to the configuration until then.
        services.AddSingleton(_ => TestdbOptionsReader.Read(configuration));
        services.AddSingleton<TestdbMonitor>();
        services.AddSingleton<TestdbSites>();
        services.AddHostedService(provider => provider.GetRequiredService<TestdbSites>());
        services.AddSingleton<EndpointProbes>();
        services.AddHostedService(provider => provider.GetRequiredService<EndpointProbes>());
        return services;
    }
}
