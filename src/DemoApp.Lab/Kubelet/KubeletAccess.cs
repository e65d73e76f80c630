using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DemoApp.Lab.KubeApi.Store;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.Kubelet;

/// <summary>
/// Who may use the kubelet, decided as a genuine one does with its webhooks: the client's certificate or bearer token is judged by the
/// cluster, and so is whether its user may use <c>nodes/proxy</c> of this node. Whoever shows neither may nothing.
/// </summary>
internal sealed class KubeletAccess(IKubernetes client, string node, TimeProvider time)
{
    private const string AuthorityMap = "extension-apiserver-authentication";
    private const string AuthorityKey = "client-ca-file";
    private const string Bearer = "Bearer ";

    /// <exception cref="ApiError">401 or 403.</exception>
    public async Task AdmitAsync(HttpContext http, CancellationToken ct)
    {
        var caller = await CertifiedAsync(http.Connection.ClientCertificate, ct) ?? await TokenAsync(http.Request.Headers.Authorization.ToString(), ct)
            ?? throw new ApiError(401, "Unauthorized", "Unauthorized");
        var verb = Verb(http.Request.Method);
        if (!await MayAsync(caller, verb, ct))
        {
            throw new ApiError(403, "Forbidden", $"Forbidden (user={caller.Name}, verb={verb}, resource=nodes, subresource=[proxy])");
        }
    }

    private static string Verb(string method) => method switch
    {
        "POST" => "create",
        "GET" or "HEAD" => "get",
        _ => method.ToLowerInvariant(),
    };

    private async Task<KubeletCaller?> CertifiedAsync(X509Certificate2? certificate, CancellationToken ct)
    {
        if (certificate is null)
        {
            return null;
        }

        try
        {
            // Asked each time: a cluster may change its authorities, and this is asked seldom.
            var map = await client.CoreV1.ReadNamespacedConfigMapAsync(AuthorityMap, "kube-system", cancellationToken: ct);
            return map.Data?.TryGetValue(AuthorityKey, out var pem) == true ? KubeletCaller.Of(certificate, pem, time.GetUtcNow()) : null;
        }
        catch (Exception e) when (e is HttpOperationException { Response.StatusCode: HttpStatusCode.NotFound } or CryptographicException)
        {
            return null;
        }
    }

    private async Task<KubeletCaller?> TokenAsync(string header, CancellationToken ct)
    {
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header[Bearer.Length..].Trim() is not { Length: > 0 } token)
        {
            return null;
        }

        var review = new V1TokenReview { ApiVersion = "authentication.k8s.io/v1", Kind = "TokenReview", Spec = new() { Token = token } };
        var answer = (await client.AuthenticationV1.CreateTokenReviewAsync(review, cancellationToken: ct)).Status;
        return answer is { Authenticated: true, User.Username: { Length: > 0 } name } ? new(name, [.. answer.User.Groups ?? []]) : null;
    }

    private async Task<bool> MayAsync(KubeletCaller caller, string verb, CancellationToken ct)
    {
        var review = new V1SubjectAccessReview
        {
            ApiVersion = "authorization.k8s.io/v1",
            Kind = "SubjectAccessReview",
            Spec = new()
            {
                User = caller.Name,
                Groups = [.. caller.Groups],
                ResourceAttributes = new() { Verb = verb, Version = "v1", Resource = "nodes", Subresource = "proxy", Name = node },
            },
        };
        return (await client.AuthorizationV1.CreateSubjectAccessReviewAsync(review, cancellationToken: ct)).Status is { Allowed: true };
    }
}
