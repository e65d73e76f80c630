using DemoApp.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Tests.Hosting;

public sealed class KeyRingTests
{
    [Fact]
    public async Task Start_WithSignInsThatEndWithTheProgram_MakesNoKeyInTheUsersFolder()
    {
        var folder = Directory.CreateTempSubdirectory();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging().AddHosting();
        builder.Services.Configure<KeyManagementOptions>(o => o.XmlRepository = new FileSystemXmlRepository(folder, NullLoggerFactory.Instance));
        foreach (var ours in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace == "DemoApp.Hosting").ToList())
        {
            builder.Services.Remove(ours);
        }
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);
        var protector = host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        Assert.Equal("a visitor", protector.Unprotect(protector.Protect("a visitor")));

        Assert.Empty(folder.EnumerateFileSystemInfos());
        await host.StopAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
    }
}
