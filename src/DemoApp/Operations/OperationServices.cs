using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DemoApp.Operations;

internal static class OperationServices
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<OperationLog>();
        services.AddSingleton<OperationWorlds>();
        services.AddSingleton<OperationEngine>();
        services.AddHostedService(s => s.GetRequiredService<OperationEngine>());
        services.AddHostedService<OperationAudit>();
        return services;
    }
}
