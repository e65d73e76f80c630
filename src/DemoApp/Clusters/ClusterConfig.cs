using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DemoApp.Clusters;

/// <summary>One entry of the section <c>Clusters</c>, as far as Kubernetes goes.</summary>
/// <param name="Kubeconfig">File; null for the usual ones (KUBECONFIG, ~/.kube/config, or inside a pod its service account).</param>
/// <param name="Context">Context in the kubeconfig; null for its current one.</param>
internal sealed record ClusterConfig(string Name, string? Kubeconfig, string? Context, string Namespace, string Rec, string Service)
{
    /// <summary>The ConfigMap that names the service a page goes through, under the key <see cref="RouteKey"/>.</summary>
    public const string RouteMap = "demoapp-route";

    public const string RouteKey = "service";

    /// <summary>The service that spreads over the databases of all clusters.</summary>
    public const string Federated = "testdb-federated";

    /// <summary>The beginning of every kubectl line for this cluster.</summary>
    public string Kubectl => Context is null ? $"kubectl -n {Namespace}" : $"kubectl --context {Context} -n {Namespace}";

    public static ImmutableArray<ClusterConfig> ReadAll(IConfiguration configuration)
    {
        var mistakes = new List<string>();
        var all = configuration.GetSection("Clusters").GetChildren().Select(entry =>
        {
            var name = entry["Name"] ?? "";
            var kubeconfig = Blank(entry["Kubeconfig"]);
            if (kubeconfig is not null && !File.Exists(kubeconfig))
            {
                mistakes.Add($"{entry.Path}:Kubeconfig is '{kubeconfig}', and there is no such file.");
            }
            return new ClusterConfig(name, kubeconfig, Blank(entry["Context"]), Blank(entry["Namespace"]) ?? "redis", Blank(entry["Rec"]) ?? name, "testdb");
        }).ToImmutableArray();
        return mistakes.Count == 0 ? all : throw new OptionsValidationException("Clusters", typeof(ClusterConfig), mistakes);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
