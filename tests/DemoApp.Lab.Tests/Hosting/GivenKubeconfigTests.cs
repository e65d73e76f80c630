using DemoApp.Lab.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace DemoApp.Lab.Tests.Hosting;

public sealed class GivenKubeconfigTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("demoapp-kubeconfig-");

    private string At => Path.Combine(directory.FullName, "config");

    public void Dispose() => directory.Delete(true);

    [Fact]
    public void Contexts_InTheFilesOrder_AreTheClusters()
    {
        Write("kind-b", "kind-a", "kind-c");
        var mistakes = new List<string>();
        var contexts = GivenKubeconfig.Read(At, 2, mistakes);
        Assert.Empty(mistakes);
        Assert.Equal(["kind-b https://127.0.0.1:6000/", "kind-a https://127.0.0.1:6001/"], contexts.Select(c => $"{c.Name} {c.Server}"));
    }

    [Fact]
    public void Mistakes_InTheFileAndBesideIt_AreAllToldAtOnce()
    {
        Write("Prod_1", "arn:aws:eks:eu-west-1:1:cluster/x");
        Assert.Equal(
            [
                "Lab:Pace is \"fast\"; allowed is a number from 0.01 to 10.",
                "Lab:NodeAddress is \"0.0.0.0\"; allowed is an IP address of this machine.",
                $"Lab:Kubeconfig {At}: context \"Prod_1\" cannot name a rec; allowed are at most 52 of a-z, 0-9 and '-', a letter first. Rename it: kubectl config rename-context Prod_1 NEW",
                $"Lab:Kubeconfig {At}: context \"arn:aws:eks:eu-west-1:1:cluster/x\" cannot name a rec; allowed are at most 52 of a-z, 0-9 and '-', a letter first. Rename it: kubectl config rename-context arn:aws:eks:eu-west-1:1:cluster/x NEW",
            ],
            Mistakes(("Pace", "fast"), ("NodeAddress", "0.0.0.0")));
    }

    [Fact]
    public void File_ThatIsNotThereOrNone_IsNamed()
    {
        Assert.Equal([$"Lab:Kubeconfig is \"{At}\", and there is no such file."], Mistakes());
        File.WriteAllText(At, "clusters: [");
        Assert.StartsWith($"Lab:Kubeconfig {At} cannot be read as a kubeconfig: ", Assert.Single(Mistakes()), StringComparison.Ordinal);
        File.WriteAllText(At, "apiVersion: v1\nkind: Config\n");
        Assert.Equal([$"Lab:Kubeconfig {At} has no context; Lab:Clusters 2 needs one for each cluster."], Mistakes());
    }

    [Fact]
    public void Contexts_TooFewOrOfOneServer_AreRefused()
    {
        Write("kind-a", "kind-b");
        Assert.Equal([$"Lab:Kubeconfig {At} has the contexts kind-a, kind-b; Lab:Clusters 3 needs one for each cluster."], Mistakes(("Clusters", "3")));
        File.WriteAllText(At, File.ReadAllText(At).Replace(":6001", ":6000", StringComparison.Ordinal));
        Assert.Equal(
            [$"Lab:Kubeconfig {At}: contexts kind-a and kind-b lead to the same API server https://127.0.0.1:6000/; each is to be a cluster of its own."],
            Mistakes());
    }

    [Fact]
    public void Context_OfAClusterOrUserThatIsNotInTheFile_IsRefused()
    {
        Write("kind-a", "kind-b");
        File.WriteAllText(At, File.ReadAllText(At).Replace("cluster: kind-b", "cluster: gone", StringComparison.Ordinal));
        Assert.StartsWith($"Lab:Kubeconfig {At}: context kind-b cannot be used: ", Assert.Single(Mistakes()), StringComparison.Ordinal);
    }

    private string[] Mistakes(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Kubeconfig", "config")).ToDictionary(s => "Lab:" + s.Item1, s => (string?)s.Item2)).Build();
        return Assert.Throws<LabConfigurationException>(() => LabOptionsReader.Read(configuration, directory.FullName)).Message.Split('\n');
    }

    private void Write(params string[] names) => File.WriteAllText(At, string.Join('\n', (string[])
    [
        "apiVersion: v1", "kind: Config", "clusters:", .. names.Select((n, i) => $"- {{name: \"{n}\", cluster: {{server: \"https://127.0.0.1:{6000 + i}\"}}}}"),
        "contexts:", .. names.Select(n => $"- name: \"{n}\"\n  context:\n    cluster: {n}\n    user: me"),
        "users:", "- {name: me, user: {token: t}}",
    ]));
}
