using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// Expiry. The node is asked for the moment it has set, so that every site has the same millisecond, however the command said it.
/// </summary>
internal static class ExpiryRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("EXPIRE", new ExpireRule(millisecondsEach: 1000, isRelative: true)),
        ("PEXPIRE", new ExpireRule(millisecondsEach: 1, isRelative: true)),
        ("EXPIREAT", new ExpireRule(millisecondsEach: 1000, isRelative: false)),
        ("PEXPIREAT", new ExpireRule(millisecondsEach: 1, isRelative: false)),
        ("PERSIST", new PersistRule()),
    ];

    public static byte[][] Question(byte[] key) => Args.Ask("PEXPIRETIME", key);

    /// <summary>The moment as an expiry to write; a key that is over already ends now.</summary>
    public static ExpiryWrite Read(RespValue answer, Author author) => answer.Number() switch
    {
        -1 => ExpiryWrite.Clear,
        < 0 => ExpiryWrite.Until(author.Replica.Clock.Now),
        var at => ExpiryWrite.Until(at),
    };

    public static void Expire(byte[] key, RespValue answer, Author author)
    {
        switch (answer.Number())
        {
            case -1:
                break;
            case < 0:
                author.Delete(key);
                break;
            case var at:
                author.ExpireAt(key, at);
                break;
        }
    }
}
