using System.Security.Cryptography;
using System.Text;

namespace DemoApp.Admin;

/// <summary>Tells the presenter from everyone else: the passcode, and one link that works once.</summary>
internal sealed class PresenterKeys(PresenterOptions options)
{
    private string? link = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The token of the sign-in link; null once used.</summary>
    public string? LinkToken => Volatile.Read(ref link);

    public bool IsPasscode(string? given) => Same(given, options.Passcode);

    /// <summary>Uses the link up. Of two that come at once, one succeeds.</summary>
    public bool TryUseLink(string? given)
    {
        var token = Volatile.Read(ref link);
        return token is not null && Same(given, token) && Interlocked.CompareExchange(ref link, null, token) == token;
    }

    /// <summary>Compares in a time that tells nothing about where they differ.</summary>
    private static bool Same(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
