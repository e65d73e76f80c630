using System.Runtime.CompilerServices;
using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DemoApp.Lab.Hosting;

/// <summary>The lab's one door.</summary>
public static class LabHostBuilderExtensions
{
    /// <summary>
    /// Adds the lab to the host: checks section <c>Lab</c>, the data directory and the ports at once, writes the kubeconfig, and
    /// starts the clusters in the background when the host starts.
    /// </summary>
    /// <exception cref="LabConfigurationException">The lab cannot start as configured; the message names the setting.</exception>
    public static LabAddresses AddLab(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        WarmUp();
        // A relative folder lies beside appsettings.json, wherever the program was started from.
        var options = LabOptionsReader.Read(builder.Configuration, builder.Environment.ContentRootPath);
        var plan = LabPlan.Make(options, TimeProvider.System.GetUtcNow());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LabService>(services, plan));
        builder.Services.AddHostedService(services => services.GetRequiredService<LabService>());
        return plan.Addresses;
    }

    /// <summary>
    /// The client's YAML reader looks at all its model classes once, before anyone can read a kubeconfig. That goes on while the host is
    /// being built, which is busy with one core only.
    /// </summary>
    private static void WarmUp() => Task.Run(() => RuntimeHelpers.RunClassConstructor(typeof(KubernetesYaml).TypeHandle));
}
