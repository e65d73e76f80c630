namespace DemoApp.Lab.Hosting;

/// <summary>All that is decided before anything starts.</summary>
internal sealed record LabPlan(
    LabOptions Options,
    LabDirectory Directory,
    LabAuthority Authority,
    LabAddresses Addresses)
{
    private const string ClusterLetters = "abcdefgh";

    /// <exception cref="LabConfigurationException">The lab cannot start so.</exception>
    public static LabPlan Make(LabOptions options, DateTimeOffset now)
    {
        var directory = LabDirectory.Open(options);
        try
        {
            var ports = LabPorts.Choose(options);
            var authority = LabAuthority.LoadOrCreate(directory, now);
            var clusters = ports.Select((port, n) => Address($"demo-cluster{ClusterLetters[n]}", port)).ToArray();
            LabDirectory.WriteSecret(directory.Kubeconfig, KubeconfigFile.Compose(authority, clusters));
            return new LabPlan(options, directory, authority, new LabAddresses(directory.Kubeconfig, clusters));
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

    private static LabClusterAddress Address(string name, LabClusterPorts ports) => new(
        name,
        new Uri($"https://127.0.0.1:{ports.Kubernetes}"),
        new(System.Net.IPAddress.Loopback, ports.Testdb),
        new(System.Net.IPAddress.Loopback, ports.TestdbFederated));
}
