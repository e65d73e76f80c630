using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>
/// Tokens of ServiceAccounts. Their key lives as long as the server, as the accounts do; a token is good until it expires or its
/// account, or the object it is bound to, is gone.
/// </summary>
internal sealed class ServiceAccountTokens : IDisposable
{
    public const string Issuer = "https://kubernetes.default.svc";
    private const string Private = "kubernetes.io";
    private readonly ApiCluster cluster;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly JsonWebToken format;

    public ServiceAccountTokens(ApiCluster cluster)
    {
        this.cluster = cluster;
        format = new(key);
    }

    /// <summary>The types a token may be bound to.</summary>
    public static IReadOnlyList<ResourceType> Bindable { get; } = [BuiltInTypes.Pods, BuiltInTypes.Secrets];

    /// <param name="bound">The Pod or Secret the token ends with; null for none.</param>
    public string Issue(JsonObject account, IReadOnlyList<string> audiences, long seconds, (ResourceType Type, JsonObject Object)? bound)
    {
        var now = cluster.Time.GetUtcNow().ToUnixTimeSeconds();
        var about = new JsonObject { ["namespace"] = account.Namespace(), ["serviceaccount"] = Reference(account) };
        if (bound is { } to)
        {
            about[to.Type.Singular] = Reference(to.Object);
        }
        return format.Write(new JsonObject
        {
            ["aud"] = new JsonArray([.. audiences.Select(a => (JsonNode)a)]), ["exp"] = now + seconds, ["iat"] = now, ["iss"] = Issuer,
            ["jti"] = Guid.NewGuid().ToString(), [Private] = about, ["nbf"] = now, ["sub"] = ServiceAccountUser.Name(account.Namespace(), account.Name()),
        });
    }

    /// <returns>The account as a user; null for a token that is not, or no longer, good for any of these audiences.</returns>
    public UserInfo? Find(string token, IReadOnlyCollection<string> audiences)
    {
        if (format.Read(token) is not { } claims
            || claims["exp"].AsLong() is not { } end || cluster.Time.GetUtcNow().ToUnixTimeSeconds() >= end
            || claims["aud"] is not JsonArray meant || !meant.Any(a => audiences.Contains(a.AsText() ?? ""))
            || claims[Private] is not JsonObject about || about["namespace"].AsText() is not { } ns)
        {
            return null;
        }
        if (!Lives(BuiltInTypes.ServiceAccounts, ns, about["serviceaccount"])
            || Bindable.Any(t => about[t.Singular] is { } to && !Lives(t, ns, to)))
        {
            return null;
        }
        var account = about["serviceaccount"]!;
        return new(ServiceAccountUser.Name(ns, account["name"].AsText()!), account["uid"].AsText()!, ServiceAccountUser.Groups(ns))
        {
            Extra = Extra(claims, about["pod"]),
        };
    }

    public void Dispose() => key.Dispose();

    private bool Lives(ResourceType type, string ns, JsonNode? reference) =>
        reference?["name"].AsText() is { } name && cluster.Store.Find(type, ns, name) is { } obj && obj.Uid() == reference["uid"].AsText();

    private static JsonObject Reference(JsonObject obj) => new() { ["name"] = obj.Name(), ["uid"] = obj.Uid() };

    private static Dictionary<string, IReadOnlyList<string>> Extra(JsonObject claims, JsonNode? pod)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims["jti"].AsText()}"] };
        if (pod is not null)
        {
            extra["authentication.kubernetes.io/pod-name"] = [pod["name"].AsText()!];
            extra["authentication.kubernetes.io/pod-uid"] = [pod["uid"].AsText()!];
        }
        return extra;
    }
}
