using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DemoApp.Lab.Kubelet;

/// <summary>Who asks the kubelet for something.</summary>
internal sealed record KubeletCaller(string Name, IReadOnlyList<string> Groups)
{
    public const string Authenticated = "system:authenticated";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>The user a client certificate names: its common name, and its organizations as groups.</summary>
    /// <param name="certificate">Presented by the client; nothing is known of it yet.</param>
    /// <param name="authorities">PEM of those who may vouch for clients.</param>
    /// <param name="now">The present.</param>
    /// <returns>Null when none of the authorities vouches for it as a client's, or it names nobody.</returns>
    public static KubeletCaller? Of(X509Certificate2 certificate, string authorities, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.VerificationTime = now.LocalDateTime;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(new Oid(ClientUse));
        policy.CustomTrustStore.ImportFromPem(authorities);
        if (policy.CustomTrustStore.Count == 0 || !chain.Build(certificate))
        {
            return null;
        }

        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames().Where(n => !n.HasMultipleElements)
            .ToLookup(n => n.GetSingleElementType().Value, n => n.GetSingleElementValue() ?? "");
        return names[CommonName].FirstOrDefault(n => n.Length > 0) is { } name ? new(name, [.. names[Organization], Authenticated]) : null;
    }
}
