using System.Text;

namespace DemoApp.Lab.Hosting;

/// <summary>The kubeconfig: a context per cluster named as the cluster, the first one current; after them one per cluster that may only look.</summary>
internal static class KubeconfigFile
{
    public const string Namespace = "redis";
    private const string Presenter = "presenter";
    private const string Viewer = "viewer";

    public static string Compose(LabAuthority authority, IReadOnlyList<LabClusterAddress> clusters)
    {
        var ca = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority.AuthorityPem));
        var text = new StringBuilder();
        text.Append("apiVersion: v1\nkind: Config\npreferences: {}\n");
        text.Append("current-context: ").Append(clusters[0].Name).Append("\nclusters:\n");
        foreach (var cluster in clusters)
        {
            text.Append("- name: ").Append(cluster.Name).Append("\n  cluster:\n    server: ")
                .Append(cluster.KubernetesApi.GetLeftPart(UriPartial.Authority))
                .Append("\n    certificate-authority-data: ").Append(ca).Append('\n');
        }

        text.Append("contexts:\n");
        AppendContexts(text, clusters, "", Presenter);
        AppendContexts(text, clusters, "-view", Viewer);
        text.Append("users:\n");
        AppendUser(text, Presenter, authority.Token);
        AppendUser(text, Viewer, authority.ViewerToken);
        return text.ToString();
    }

    private static void AppendContexts(StringBuilder text, IReadOnlyList<LabClusterAddress> clusters, string suffix, string user)
    {
        foreach (var cluster in clusters)
        {
            text.Append("- name: ").Append(cluster.Name).Append(suffix).Append("\n  context:\n    cluster: ").Append(cluster.Name)
                .Append("\n    namespace: ").Append(Namespace).Append("\n    user: ").Append(user).Append('\n');
        }
    }

    private static void AppendUser(StringBuilder text, string name, string token) =>
        text.Append("- name: ").Append(name).Append("\n  user:\n    token: ").Append(token).Append('\n');
}
