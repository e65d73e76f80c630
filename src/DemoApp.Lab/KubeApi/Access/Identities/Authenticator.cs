using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>Finds who asks. Without a token it is system:anonymous; with a wrong one, nobody.</summary>
internal sealed class Authenticator(ApiCluster cluster, ServiceAccountTokens accounts)
{
    private readonly StaticTokens people = new(cluster.Options);

    /// <summary>Whom this server's own tokens are meant for.</summary>
    public static IReadOnlyList<string> Audiences { get; } = [ServiceAccountTokens.Issuer];

    /// <exception cref="ApiError">401 for a wrong token.</exception>
    public UserInfo WhoAsks(HttpContext http) => BearerToken.Of(http) is { } token
        ? Find(token, Audiences) ?? throw ApiError.Unauthorized()
        : UserInfo.Anonymous;

    public UserInfo? Find(string token, IReadOnlyCollection<string> audiences) => people.Find(token) ?? accounts.Find(token, audiences);
}
