using System.Reflection;
using DemoApp.Lab.Hosting;
using DemoApp.Shop;
using NetArchTest.Rules;
using Xunit;

namespace DemoApp.Tests.Architecture;

/// <summary>The design's table of who may reach whom.</summary>
public sealed class WhoMayReachWhomTests
{
    private static readonly Assembly Application = typeof(ShopStore).Assembly;
    private static readonly Assembly LabAssembly = typeof(LabOptions).Assembly;

    [Theory]
    [InlineData("Shop", "Clusters", "Live", "Operations", "Admin", "k8s")]
    [InlineData("Audience", "Shop", "Testdb", "Clusters", "Failures", "Live", "Operations", "Admin", "k8s", "StackExchange.Redis")]
    [InlineData("Testdb", "Microsoft.AspNetCore", "Clusters", "Shop", "Failures", "Live", "Operations", "Admin", "k8s")]
    [InlineData("Failures", "Shop", "Clusters", "Live", "Operations", "Admin", "k8s")]
    [InlineData("Clusters", "Microsoft.AspNetCore", "Testdb", "Shop", "Failures", "Live", "Operations", "Admin", "StackExchange.Redis")]
    [InlineData("Live", "Shop", "Failures", "Admin", "k8s", "StackExchange.Redis")]
    [InlineData("Operations", "Shop", "Live", "Failures", "k8s", "StackExchange.Redis")]
    [InlineData("Strategies", "Shop", "Live", "Failures", "Clusters", "k8s", "DemoApp.Operations.OperationEngine")]
    [InlineData("Admin", "Shop", "Testdb", "Clusters", "Live", "Operations", "k8s", "StackExchange.Redis")]
    public void Part_OfTheApplication_ReachesOnlyWhatItMay(string part, params string[] never) =>
        Holds(Application, $"DemoApp.{part}", never.Select(n => Full(n, "DemoApp.")));

    [Theory]
    // KubeApi may read KubernetesClient's models: they are what it knows of the built-in kinds' fields. It never asks a server.
    [InlineData("KubeApi", "DemoApp.Lab.Controllers", "DemoApp.Lab.Database", "DemoApp.Lab.Network", "DemoApp.Lab.Hosting", "k8s.Kubernetes", "k8s.KubernetesClientConfiguration")]
    [InlineData("Kubelet", "DemoApp.Lab.Controllers", "DemoApp.Lab.Database", "DemoApp.Lab.Network", "DemoApp.Lab.Hosting")]
    [InlineData("Database", "DemoApp.Lab.Controllers", "DemoApp.Lab.KubeApi", "DemoApp.Lab.Network", "DemoApp.Lab.Hosting", "k8s")]
    [InlineData("Network", "DemoApp.Lab.Controllers", "DemoApp.Lab.KubeApi", "DemoApp.Lab.Database", "DemoApp.Lab.Hosting", "k8s")]
    [InlineData("Controllers", "DemoApp.Lab.KubeApi", "DemoApp.Lab.Database", "DemoApp.Lab.Network", "DemoApp.Lab.Hosting", "System.Net.Sockets", "Microsoft.AspNetCore")]
    public void Part_OfTheLab_ReachesOnlyWhatItMay(string part, params string[] never) => Holds(LabAssembly, $"DemoApp.Lab.{part}", never);

    [Fact]
    public void Lab_KnowsNothingOfTheApplication() =>
        Assert.DoesNotContain(LabAssembly.GetReferencedAssemblies(), a => a.Name == Application.GetName().Name);

    [Fact]
    public void Application_NamesTheLabOnlyInItsTableOfContents()
    {
        var naming = Types.InAssembly(Application).That().HaveDependencyOnAny("DemoApp.Lab").GetTypes().Select(t => t.FullName!).ToArray();
        Assert.All(naming, name => Assert.StartsWith("Program", name, StringComparison.Ordinal));
    }

    /// <summary>Live shows; what changes a cluster is not within its reach.</summary>
    [Fact]
    public void Live_CommandsNothing() =>
        Holds(Application, "DemoApp.Live", ["DemoApp.Operations.OperationEngine"]);

    private static string Full(string name, string prefix) => name.StartsWith("k8s", StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal) ? name : prefix + name;

    private static void Holds(Assembly assembly, string part, IEnumerable<string> never)
    {
        // The namespace itself and those below it, not those that merely begin with the same letters.
        var types = Types.InAssembly(assembly).That().ResideInNamespaceMatching($@"^{part.Replace(".", @"\.", StringComparison.Ordinal)}(\.|$)");
        Assert.NotEmpty(types.GetTypes());
        var result = types.ShouldNot().HaveDependencyOnAny([.. never]).GetResult();
        Assert.True(result.IsSuccessful, $"{part} must not reach {string.Join(", ", never)}, but these do: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }
}
