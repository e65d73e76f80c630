using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>Whole keys.</summary>
internal static class KeyRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("DEL", new DeleteRule()),
        ("UNLINK", new DeleteRule()),
        ("RENAME", Renaming((done, author) => author.Rename(done.Key, done.Arg(2)))),
        ("RENAMENX", Renaming((done, author) =>
        {
            if (done.IsOne)
            {
                author.Rename(done.Key, done.Arg(2));
            }
        })),
    ];

    private static AskingRule Renaming(Action<WriteOutcome, Author> derive) => new(derive)
    {
        Forbids = command => command.Length > 3 ? Refusals.Of("RENAME with options") : null,
    };
}
