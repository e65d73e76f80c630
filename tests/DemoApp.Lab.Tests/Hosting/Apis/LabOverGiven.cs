using System.Net;
using System.Net.Sockets;
using System.Text;
using DemoApp.Lab.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DemoApp.Lab.Tests.Hosting.Apis;

/// <summary>Two clusters that are there, and the lab over them, as a program starts it.</summary>
internal sealed class LabOverGiven : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("demoapp-given-");
    private IHost? host;

    private LabOverGiven(GivenCluster a, GivenCluster b) => (A, B) = (a, b);

    public GivenCluster A { get; }

    public GivenCluster B { get; }

    public LabAddresses Addresses { get; private set; } = new("", []);

    public string Kubeconfig => Path.Combine(directory.FullName, "given.kubeconfig");

    /// <summary>The clusters alone; the lab is not started.</summary>
    public static async Task<LabOverGiven> PrepareAsync()
    {
        var lab = new LabOverGiven(await GivenCluster.StartAsync("kind-a"), await GivenCluster.StartAsync("kind-b"));
        await File.WriteAllTextAsync(lab.Kubeconfig, GivenCluster.Kubeconfig(lab.A, lab.B), TestContext.Current.CancellationToken);
        return lab;
    }

    public async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = directory.FullName });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Lab:Kubeconfig"] = "given.kubeconfig", ["Lab:TestdbPort"] = "0", ["Lab:Pace"] = "0.05",
        });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        Addresses = builder.AddLab();
        host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopAsync()
    {
        if (host is not null)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
            host = null;
        }
    }

    /// <summary>One command to testdb of the first cluster, its answer's first line; null when none came in half a second.</summary>
    public async Task<string?> RedisAsync(string command)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(0.5));
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(Addresses.Clusters[0].Testdb, limit.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes(command + "\r\n"), SocketFlags.None, limit.Token);
            var buffer = new byte[1024];
            var got = await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            return got == 0 ? null : Encoding.ASCII.GetString(buffer, 0, got).TrimEnd();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    public async Task AnswersAsync(string command, string answer)
    {
        var (seen, endpoints) = (await RedisAsync(command), "");
        for (var tries = 0; tries < 60 && seen != answer; tries++)
        {
            endpoints = (await A.Api.KubectlAsync("-n redis get endpointslices,rec")).Text;
            seen = await RedisAsync(command);
        }
        Assert.True(seen == answer, $"{command}: {seen ?? "no answer"}; {endpoints}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await A.DisposeAsync();
        await B.DisposeAsync();
        directory.Delete(true);
    }
}
