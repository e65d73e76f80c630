using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DemoApp.Tests.Testdb.Errors;

/// <summary>A certificate of its own in two files, for as long as the test runs.</summary>
internal sealed class SelfSigned : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory();

    public SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        System.IO.File.WriteAllText(File, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string File => Path.Combine(directory.FullName, "certificate.pem");

    public string KeyFile => Path.Combine(directory.FullName, "key.pem");

    public void Dispose() => directory.Delete(recursive: true);
}
