using System.Diagnostics;
using System.Net;
using DemoApp.Lab.Hosting;
using DemoApp.Lab.KubeApi;
using DemoApp.Lab.KubeApi.Pods;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

/// <summary>A server of its own for a test, with a kubeconfig for kubectl and a KubernetesClient.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("demoapp-api-");
    private readonly LabDirectory lab;
    private readonly LabAuthority authority;
    private readonly KubeApiServer server;

    private RunningApi(IPodExec? exec, IPodLogs? logs, IPodPorts? ports, int historyLength, bool furnished)
    {
        lab = LabDirectory.Open(new LabOptions { DataDirectory = directory.FullName });
        authority = LabAuthority.LoadOrCreate(lab, TimeProvider.System.GetUtcNow());
        server = new(
            new KubeApiOptions
            {
                ClusterName = "demo-clustera", Port = 0, Certificate = authority.Server, AuthorityPem = authority.AuthorityPem,
                    Token = authority.Token,
                ViewerToken = authority.ViewerToken, ServiceAccountKey = authority.ServiceAccountKey, FurnishesNamespaces = furnished,
                PodExec = exec, PodLogs = logs, PodPorts = ports, HistoryLength = historyLength,
            },
            TimeProvider.System, NullLoggerFactory.Instance);
    }

    public Uri Address => server.Address;

    public string Token => authority.Token;

    public string ViewerToken => authority.ViewerToken;

    public string Kubeconfig => lab.Kubeconfig;

    /// <param name="furnished">Whether namespaces come with what a controller manager puts into them.</param>
    public static async Task<RunningApi> StartAsync(IPodExec? exec = null, IPodLogs? logs = null, IPodPorts? ports = null,
        int historyLength = 20, bool furnished = false)
    {
        var api = new RunningApi(exec, logs, ports, historyLength, furnished);
        await api.server.StartAsync(TestContext.Current.CancellationToken);
        var anywhere = new IPEndPoint(IPAddress.Loopback, 1);
        LabDirectory.WriteSecret(api.Kubeconfig, KubeconfigFile.Compose(api.authority, [new("demo-clustera", api.Address, anywhere, anywhere)]));
        return api;
    }

    public Kubernetes Client() => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig));

    /// <summary>Plain HTTP with the administrator's token or another one (none when empty), for what no client library would send.</summary>
    public HttpClient Http(string? token = null)
    {
#pragma warning disable CA5400, CA2000 // The certificate is the lab's own; the client owns its handler.
        var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }) { BaseAddress = Address };
#pragma warning restore CA5400, CA2000
        http.DefaultRequestHeaders.Authorization = token is "" ? null : new("Bearer", token ?? Token);
        return http;
    }

    /// <summary>Runs kubectl; what it printed on both streams, and its exit code.</summary>
    public async Task<(int Exit, string Text)> KubectlAsync(string arguments, string? input = null, params (string Name, string Value)[] environment)
    {
        var how = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])["--kubeconfig", Kubeconfig, "--cache-dir", Path.Combine(directory.FullName, "cache"), .. arguments.Split(' ')])
        {
            how.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in environment)
        {
            how.Environment[name] = value;
        }
        using var process = Process.Start(how)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + error);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        lab.Dispose();
        directory.Delete(true);
    }
}
