using DemoApp.Admin;
using DemoApp.Audience;
using DemoApp.Clusters;
using DemoApp.Failures;
using DemoApp.Hosting;
using DemoApp.Lab.Hosting;
using DemoApp.Live;
using DemoApp.Operations;
using DemoApp.Shop;
using DemoApp.Stage;
using DemoApp.Strategies;
using DemoApp.Testdb;
using Microsoft.Extensions.Options;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = ContentRoot.Find(AppContext.BaseDirectory),
    });
    builder.WebHost.UseStaticWebAssets();
    builder.Configuration.CheckUrls();
    var mode = builder.Configuration.NamesClusters() ? "real" : "lab";
    if (mode == "lab")
    {
        var lab = builder.AddLab();
        builder.Configuration.AddClusters(lab.Kubeconfig, lab.Clusters.Select(c => (c.Name, $"{c.Testdb}", $"{c.TestdbFederated}")));
    }
    builder.Services.AddClusters(builder.Configuration);
    builder.Services.AddTestdb(builder.Configuration);
    builder.Services.AddFailures();
    builder.Services.AddAudience(builder.Configuration);
    builder.Services.AddShop(builder.Configuration);
    builder.Services.AddOperations();
    builder.Services.AddStrategies();
    builder.Services.AddLive(mode);
    builder.Services.AddAdmin(builder.Configuration);
    builder.Services.AddHosting();

    var app = builder.Build();
    app.Services.CheckOptions();
    app.UseSecurityHeaders();
    app.UseFailures();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapStaticAssets();
    app.MapShop();
    app.MapLive();
    app.MapAudience();
    app.MapStage();
    app.MapAdmin();
    app.MapOperations();
    app.MapStrategies();
    app.MapHosting();
    app.PrintBanner();
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (LabConfigurationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OptionsValidationException e)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Failures));
    return 1;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"Urls: {e.Message} Stop the other program or set Urls.");
    return 1;
}

public partial class Program;
