using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DemoApp.Audience;

internal static class AudienceServices
{
    /// <summary>Who sees what: the outcome of every attendee's last request, and what became of their writes.</summary>
    public static IServiceCollection AddAudience(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => AudienceOptions.Read(configuration));
        services.AddSingleton<AttendeeRoster>();
        services.AddSingleton<AudienceView>();
        return services;
    }
}
