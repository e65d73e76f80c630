using Microsoft.Extensions.DependencyInjection;

namespace DemoApp.Operations;

internal static class OperationServices
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services.AddSingleton<OperationLog>();
}
