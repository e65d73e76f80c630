using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Deployment;

/// <summary>The manifests render, and ask for no more than they need.</summary>
public sealed class KustomizeTests
{
    [Theory]
    [InlineData("base")]
    [InlineData("overlays/real-clusters")]
    [InlineData("overlays/lab")]
    public async Task Manifests_RenderedByKustomize_AreWholeAndRestricted(string folder)
    {
        var path = Path.Combine(Repository.Root, "k8s", folder);
        var yaml = (await Tool.RunAsync("kubectl", ["kustomize", path])).Succeeded().Output;

        foreach (var kind in new[] { "Deployment", "Service", "ServiceAccount", "Role", "RoleBinding" })
        {
            Assert.Contains($"\nkind: {kind}\n", "\n" + yaml, StringComparison.Ordinal);
        }
        Assert.Contains("runAsNonRoot: true", yaml, StringComparison.Ordinal);
        Assert.Contains("readOnlyRootFilesystem: true", yaml, StringComparison.Ordinal);
        Assert.Contains("path: /readyz", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("ClusterRole", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("'*'", yaml, StringComparison.Ordinal);
    }
}
