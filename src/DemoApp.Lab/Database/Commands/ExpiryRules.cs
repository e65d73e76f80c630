using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// Expiry. The node is asked for the moment it has set, so that every site has the same millisecond, however the command said it.
/// </summary>
internal static class ExpiryRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("EXPIRE", Rule()),
        ("PEXPIRE", Rule()),
        ("EXPIREAT", Rule()),
        ("PEXPIREAT", Rule()),
        ("PERSIST", new AskingRule((done, author) =>
        {
            if (done.IsOne)
            {
                author.Persist(done.Key);
            }
        })),
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

    private static AskingRule Rule() => new((done, author) =>
    {
        if (done.IsOne)
        {
            Expire(done.Key, done.After[0], author);
        }
    })
    {
        AsksAfter = command => command.Length > 2 ? Question(command[1]) : null,
    };
}
