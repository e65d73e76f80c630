using System.Security.Cryptography;
using System.Text;

namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>The people of the workshop: the presenter, who may do everything, and the viewer, who may look.</summary>
internal sealed class StaticTokens(KubeApiOptions options)
{
    /// <summary>The group that the viewer is in and that is bound to the ClusterRole <c>view</c>.</summary>
    public const string Viewers = "workshop:viewers";

    private readonly List<(byte[] Token, UserInfo User)> known =
    [
        (Encoding.UTF8.GetBytes(options.Token), new("presenter", "presenter", [UserInfo.Masters, UserInfo.Authenticated])),
        .. options.ViewerToken is { Length: > 0 } token
            ? [(Encoding.UTF8.GetBytes(token), new UserInfo("viewer", "viewer", [Viewers, UserInfo.Authenticated]))]
            : Array.Empty<(byte[], UserInfo)>(),
    ];

    public UserInfo? Find(string token)
    {
        var asked = Encoding.UTF8.GetBytes(token);
        UserInfo? found = null;
        foreach (var (expected, user) in known)
        {
            // No early end: how long this takes tells nothing about a token.
            found = CryptographicOperations.FixedTimeEquals(asked, expected) ? user : found;
        }
        return found;
    }
}
