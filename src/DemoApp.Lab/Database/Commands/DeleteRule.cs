using System.Globalization;
using System.Text;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// DEL and UNLINK. The node removes the keys and the state counts them: Garnet 2.2.8 answers 0 for a key whose record lies further back in
/// its log than about 10 MB, although it removes it.
/// </summary>
internal sealed class DeleteRule : WriteRule
{
    public override RespValue? Corrects(byte[][] command, Author author)
    {
        var now = author.Replica.Clock.Now;
        var keys = command.Length == 2 ? command.Skip(1) : command.Skip(1).Distinct(ByteKeys.Instance);
        var count = keys.Count(key => author.Replica.Find(key) is { } state && Visible.PartOf(state, now) != Part.None);
        return new RespValue((byte)':', Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture)), null);
    }

    public override void Derive(WriteOutcome outcome, Author author)
    {
        foreach (var key in outcome.From(1))
        {
            author.Delete(key);
        }
    }
}
