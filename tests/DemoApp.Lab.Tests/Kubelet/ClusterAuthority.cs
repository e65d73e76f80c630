using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Tests.Kubelet;

/// <summary>What vouches for the clients of a cluster, and where a cluster tells whom it trusts.</summary>
internal sealed class ClusterAuthority : IDisposable
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;

    public ClusterAuthority()
    {
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    /// <param name="subject">As in <c>CN=kube-apiserver-kubelet-client, O=system:masters</c>.</param>
    /// <param name="use">What the certificate is good for.</param>
    public X509Certificate2 Issue(string subject, string use = ClientUse)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        var (from, until) = (certificate.NotBefore.AddHours(1), certificate.NotAfter.AddHours(-1));
        using var issued = request.Create(certificate, from, until, RandomNumberGenerator.GetBytes(12));
        return issued.CopyWithPrivateKey(own);
    }

    public Task PublishAsync(Kubernetes client, CancellationToken ct) => client.CoreV1.CreateNamespacedConfigMapAsync(
        new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = new() { Name = "extension-apiserver-authentication", NamespaceProperty = "kube-system" },
            Data = new Dictionary<string, string> { ["client-ca-file"] = certificate.ExportCertificatePem() },
        },
        "kube-system", cancellationToken: ct);

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }
}
