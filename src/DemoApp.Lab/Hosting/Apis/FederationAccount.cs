using System.Net;
using DemoApp.Lab.Controllers;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Hosting.Apis;

/// <summary>
/// Lets the other clusters read the services and endpoints of this one, by an account of its own: the kubeconfig the lab was given may
/// do everything, and is not to lie about in other clusters.
/// </summary>
internal sealed class FederationAccount(IKubernetes client, GivenContext context)
{
    private const string Name = "demoapp-federation";
    private const int YearSeconds = 365 * 24 * 3600;

    /// <summary>The token is made anew at each start; a server may give a shorter one than is asked for.</summary>
    public async Task<string> InviteAsync(CancellationToken ct)
    {
        const string ns = KubeconfigFile.Namespace;
        var account = new V1ServiceAccount { ApiVersion = "v1", Kind = "ServiceAccount", Metadata = new() { Name = Name, NamespaceProperty = ns } };
        await client.CoreV1.CreateNamespacedServiceAccountAsync(account, ns, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        var rbac = client.RbacAuthorizationV1;
        await rbac.CreateClusterRoleAsync(LabManifests.Read<V1ClusterRole>("federation-role.yaml"), cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        var binding = LabManifests.Read<V1ClusterRoleBinding>("federation-binding.yaml", ("NAMESPACE", ns));
        await rbac.CreateClusterRoleBindingAsync(binding, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        var request = new Authenticationv1TokenRequest
        {
            ApiVersion = "authentication.k8s.io/v1",
            Kind = "TokenRequest",
            Spec = new() { Audiences = [], ExpirationSeconds = YearSeconds },
        };
        var made = await client.CoreV1.CreateNamespacedServiceAccountTokenAsync(request, Name, ns, cancellationToken: ct);
        return Kubeconfig(made.Status.Token);
    }

    private string Kubeconfig(string token)
    {
        var (server, authorities) = (context.Client, context.Client.SslCaCerts);
        var trust = server.SkipTlsVerify ? "\n    insecure-skip-tls-verify: true"
            : authorities is { Count: > 0 } ? $"\n    certificate-authority-data: {Base64(authorities.ExportCertificatePems())}"
            : "";
        var name = server.TlsServerName is { Length: > 0 } named ? $"\n    tls-server-name: {named}" : "";
        return $"""
            apiVersion: v1
            kind: Config
            current-context: {context.Name}
            clusters:
            - name: {context.Name}
              cluster:
                server: {server.Host}{trust}{name}
            contexts:
            - name: {context.Name}
              context:
                cluster: {context.Name}
                namespace: {KubeconfigFile.Namespace}
                user: {Name}
            users:
            - name: {Name}
              user:
                token: {token}

            """;
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(text));
}
