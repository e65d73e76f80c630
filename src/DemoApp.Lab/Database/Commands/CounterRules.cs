using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>Increments of texts, fields and scores: they add up over all sites.</summary>
internal static class CounterRules
{
    private static readonly byte[] NoElement = [];

    public static IEnumerable<(string Name, WriteRule Rule)> All =>
    [
        ("INCR", new AskingRule((done, author) => author.Add(Part.Text, done.Key, NoElement, 1L))
        {
            IgnoresReply = true,
        }),
        ("DECR", new AskingRule((done, author) => author.Add(Part.Text, done.Key, NoElement, -1L))
        {
            IgnoresReply = true,
        }),
        ("INCRBY", new AskingRule((done, author) => author.Add(Part.Text, done.Key, NoElement, done.Arg(2).Long()))
        {
            IgnoresReply = true,
        }),
        ("DECRBY", new AskingRule((done, author) => author.Add(Part.Text, done.Key, NoElement, unchecked(-done.Arg(2).Long())))
        {
            IgnoresReply = true,
        }),
        ("INCRBYFLOAT", new AskingRule((done, author) => author.Add(Part.Text, done.Key, NoElement, done.Arg(2).Double()))),
        ("HINCRBY", new AskingRule((done, author) => author.Add(Part.Hash, done.Key, done.Arg(2), done.Arg(3).Long()))
        {
            Forbids = NumberWords.Integer(3),
        }),
        ("HINCRBYFLOAT", new AskingRule((done, author) => author.Add(Part.Hash, done.Key, done.Arg(2), done.Arg(3).Double()))
        {
            Forbids = NumberWords.Float(3),
        }),
        ("ZINCRBY", new AskingRule((done, author) => author.Add(Part.SortedSet, done.Key, done.Arg(3), done.Arg(2).Double()))
        {
            Forbids = NumberWords.Float(2),
        }),
    ];
}
