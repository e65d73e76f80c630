using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DemoApp.Lab.Hosting;

/// <summary>The lab's certificate authority, its server certificate and the bearer tokens. Kept, so that an old kubeconfig stays valid.</summary>
/// <param name="Token">The presenter's, who may do everything.</param>
/// <param name="ViewerToken">The viewer's, who may look.</param>
internal sealed record LabAuthority(string AuthorityPem, X509Certificate2 Server, string Token, string ViewerToken)
{
    private const string AuthorityFile = "ca.pem";
    private const string AuthorityKeyFile = "ca.key";
    private const string ServerFile = "server.pem";
    private const string ServerKeyFile = "server.key";
    private const string TokenFile = "token";
    private const string ViewerTokenFile = "viewer-token";
    private static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    /// <summary>What is kept, as long as it is whole and not about to expire; else all of it anew.</summary>
    public static LabAuthority LoadOrCreate(LabDirectory directory, DateTimeOffset now) =>
        Load(directory, now) ?? Create(directory, now);

    private static LabAuthority? Load(LabDirectory directory, DateTimeOffset now)
    {
        try
        {
            var authority = File.ReadAllText(directory.OfPki(AuthorityFile));
            var token = File.ReadAllText(directory.OfPki(TokenFile)).Trim();
            var server = X509Certificate2.CreateFromPemFile(directory.OfPki(ServerFile), directory.OfPki(ServerKeyFile));
            return token.Length > 0 && server.NotAfter.ToUniversalTime() > (now + Margin).UtcDateTime
                ? new LabAuthority(authority, ForServing(server), token, ViewersToken(directory))
                : null;
        }
        catch (Exception e) when (e is IOException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static LabAuthority Create(LabDirectory directory, DateTimeOffset now)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = CreateAuthority(authorityKey, now);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = CreateServer(authority, serverKey, now);
        var token = NewToken();

        LabDirectory.WriteSecret(directory.OfPki(AuthorityFile), authority.ExportCertificatePem());
        LabDirectory.WriteSecret(directory.OfPki(AuthorityKeyFile), authorityKey.ExportPkcs8PrivateKeyPem());
        LabDirectory.WriteSecret(directory.OfPki(ServerFile), server.ExportCertificatePem());
        LabDirectory.WriteSecret(directory.OfPki(ServerKeyFile), serverKey.ExportPkcs8PrivateKeyPem());
        LabDirectory.WriteSecret(directory.OfPki(TokenFile), token);
        return new LabAuthority(authority.ExportCertificatePem(), ForServing(server.CopyWithPrivateKey(serverKey)), token, ViewersToken(directory));
    }

    /// <summary>Made where it is missing: a folder of an earlier version has none, and keeps the rest.</summary>
    private static string ViewersToken(LabDirectory directory)
    {
        var path = directory.OfPki(ViewerTokenFile);
        if (!File.Exists(path) || File.ReadAllText(path).Trim() is not { Length: > 0 } token)
        {
            token = NewToken();
            LabDirectory.WriteSecret(path, token);
        }
        return token;
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static X509Certificate2 CreateAuthority(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=DemoApp lab CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    private static X509Certificate2 CreateServer(X509Certificate2 authority, ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=DemoApp lab API server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request.Create(authority, now.AddDays(-1), now.AddYears(2), RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>Windows' TLS takes no key that lives in memory only.</summary>
    private static X509Certificate2 ForServing(X509Certificate2 certificate) =>
        OperatingSystem.IsWindows()
            ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)
            : certificate;
}
