using System.Text;

namespace DemoApp.Lab.Hosting;

/// <summary>The kubeconfig: a context per cluster named as the cluster, the first one current.</summary>
internal static class KubeconfigFile
{
    public const string Namespace = "redis";

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
        foreach (var cluster in clusters)
        {
            text.Append("- name: ").Append(cluster.Name).Append("\n  context:\n    cluster: ").Append(cluster.Name)
                .Append("\n    namespace: ").Append(Namespace).Append("\n    user: presenter\n");
        }

        text.Append("users:\n- name: presenter\n  user:\n    token: ").Append(authority.Token).Append('\n');
        return text.ToString();
    }
}
