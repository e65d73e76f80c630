namespace DemoApp.Lab.Hosting;

/// <summary>All that is decided before anything starts.</summary>
internal sealed record LabPlan(
    LabOptions Options,
    LabDirectory Directory,
    IReadOnlyList<LabApiPlan> Apis,
    LabAddresses Addresses)
{
    private const string ClusterLetters = "abcdefgh";

    /// <summary>The clusters are there already, with nodes and pods that are not the lab's.</summary>
    public bool IsGuest => Options.Kubeconfig is not null;

    /// <exception cref="LabConfigurationException">The lab cannot start so.</exception>
    public static LabPlan Make(LabOptions options, DateTimeOffset now)
    {
        var directory = LabDirectory.Open(options);
        try
        {
            var ports = LabPorts.Choose(options);
            return options.Kubeconfig is { } given ? OverGiven(options, directory, ports, given) : OverOwn(options, directory, ports, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            directory.Dispose();
            throw new LabConfigurationException(
                $"Lab:DataDirectory {options.DataDirectory} cannot be written ({e.Message.TrimEnd('.')}). Set Lab:DataDirectory to a folder that can.", e);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private static LabPlan OverOwn(LabOptions options, LabDirectory directory, IReadOnlyList<LabClusterPorts> ports, DateTimeOffset now)
    {
        var authority = LabAuthority.LoadOrCreate(directory, now);
        var clusters = ports.Select((port, n) => Address($"demo-cluster{ClusterLetters[n]}", new Uri($"https://127.0.0.1:{port.Kubernetes}"), port)).ToArray();
        LabDirectory.WriteSecret(directory.Kubeconfig, KubeconfigFile.Compose(authority, clusters));
        return new(options, directory, [.. clusters.Select(_ => new LabApiPlan.Own(authority))], new(directory.Kubeconfig, clusters));
    }

    /// <summary>The application is handed the very file: its credentials may be files and programs beside it.</summary>
    private static LabPlan OverGiven(LabOptions options, LabDirectory directory, IReadOnlyList<LabClusterPorts> ports, string kubeconfig)
    {
        var mistakes = new List<string>();
        var contexts = GivenKubeconfig.Read(kubeconfig, options.Clusters, mistakes);
        return mistakes.Count > 0
            ? throw new LabConfigurationException(string.Join('\n', mistakes))
            : new(
                options, directory, [.. contexts.Select(c => new LabApiPlan.Given(c))],
                new(kubeconfig, [.. contexts.Zip(ports, (context, port) => Address(context.Name, context.Server, port))]));
    }

    private static LabClusterAddress Address(string name, Uri api, LabClusterPorts ports) => new(
        name,
        api,
        new(System.Net.IPAddress.Loopback, ports.Testdb),
        new(System.Net.IPAddress.Loopback, ports.TestdbFederated));
}
