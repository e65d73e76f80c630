using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace DemoApp.Clusters;

internal static class ClusterServices
{
    /// <summary>Adds the watchers of every cluster in section <c>Clusters</c>.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A mistake in the section.</exception>
    public static IServiceCollection AddClusters(this IServiceCollection services, IConfiguration configuration)
    {
        var clusters = ClusterConfig.ReadAll(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => new ClusterWatchers(clusters, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ClusterWatcher>>()));
        services.AddHostedService(s => s.GetRequiredService<ClusterWatchers>());
        return services;
    }
}
