using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.OpenApi;

namespace DemoApp.Hosting;

/// <summary>What every web application has: OpenAPI, probes, metrics, problems, a quick end.</summary>
internal static class HostingServices
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.Configure<HostOptions>(o =>
        {
            o.ShutdownTimeout = StopPatience;
            o.ServicesStopConcurrently = true;
        });
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddProblemDetails();
        services.AddHostedService<RouteFollower>();
        services.AddHostedService<EndpointFollower>();
        services.AddHostedService<StartMemory>();
        // Sign-ins end with the program, as its passcode does; nothing secret is left in the user's folder.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        // Its only work is to make a key ring in that folder at the start, which nothing here would ever read.
        services.RemoveWhere(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService");
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(o =>
        {
            o.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "DemoApp", Version = "v1", Description = "The database outage you can click: what is observed, and the presenter's operations.",
            });
            o.AddSecurityDefinition("presenter", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The presenter's passcode.",
            });
            o.AddSecurityRequirement(document => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("presenter", document)] = [] });
        });
        return services;
    }

    private static void RemoveWhere(this IServiceCollection services, Func<ServiceDescriptor, bool> condition)
    {
        foreach (var service in services.Where(condition).ToList())
        {
            services.Remove(service);
        }
    }

    /// <summary>Reads what is otherwise read when first used, so that a mistake ends the start and not a request.</summary>
    public static void CheckOptions(this IServiceProvider services)
    {
        services.GetRequiredService<Testdb.TestdbOptions>();
        services.GetRequiredService<Shop.ShopOptions>();
        services.GetRequiredService<Audience.AudienceOptions>();
    }

    public static void MapHosting(this WebApplication app)
    {
        // On a branch of their own: no page passes through them.
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase),
            swagger => swagger.UseSwagger().UseSwaggerUI(o => o.SwaggerEndpoint("/swagger/v1/swagger.json", "DemoApp v1")));
        app.MapProbes();
        app.MapMetrics();
    }
}
