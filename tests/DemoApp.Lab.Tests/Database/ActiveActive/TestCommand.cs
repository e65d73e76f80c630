using System.Globalization;
using System.Text;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>A write of the tests, with what it does to a node and which effect it has.</summary>
internal sealed record TestCommand(TestVerb Verb, string Key, string Element = "", string Value = "", long Amount = 0)
{
    private byte[] KeyBytes => Encoding.UTF8.GetBytes(Key);

    private byte[] ElementBytes => Encoding.UTF8.GetBytes(Element);

    private byte[] ValueBytes => Encoding.UTF8.GetBytes(Value);

    private double Score => Amount / 4.0;

    /// <summary>False when the node would refuse it or it would change nothing.</summary>
    public bool TryExecute(MemoryView view, long now)
    {
        var type = view.TypeOf(Key);
        switch (Verb)
        {
            case TestVerb.Set:
                view.Delete(KeyBytes);
                view.SetString(KeyBytes, ValueBytes);
                return true;
            case TestVerb.SetKeepingTtl:
                view.SetString(KeyBytes, ValueBytes);
                return true;
            case TestVerb.SetUntil:
                view.Delete(KeyBytes);
                view.SetString(KeyBytes, ValueBytes);
                view.ExpireAt(KeyBytes, now + Amount);
                return true;
            case TestVerb.Increment when type is Part.None or Part.Text && long.TryParse(view.Value(Key) ?? "0", out var number):
                view.SetString(KeyBytes, CellValue.Format(number + Amount));
                return true;
            case TestVerb.Delete when type != Part.None:
                view.Delete(KeyBytes);
                return true;
            case TestVerb.HashSet when type is Part.None or Part.Hash:
                view.HashSet(KeyBytes, ElementBytes, ValueBytes);
                return true;
            case TestVerb.HashIncrement when type is Part.None or Part.Hash &&
                long.TryParse(view.Value(Key, Element) ?? "0", out var number):
                view.HashSet(KeyBytes, ElementBytes, CellValue.Format(number + Amount));
                return true;
            case TestVerb.HashDelete when type == Part.Hash && view.Has(Key, Element):
                view.HashDelete(KeyBytes, ElementBytes);
                return true;
            case TestVerb.SetAdd when type is Part.None or Part.Set:
                view.SetAdd(KeyBytes, ElementBytes);
                return true;
            case TestVerb.SetRemove when type == Part.Set && view.Has(Key, Element):
                view.SetRemove(KeyBytes, ElementBytes);
                return true;
            case TestVerb.SortedSetAdd when type is Part.None or Part.SortedSet:
                view.SortedSetAdd(KeyBytes, ElementBytes, Score);
                return true;
            case TestVerb.SortedSetIncrement when type is Part.None or Part.SortedSet:
                view.SortedSetAdd(KeyBytes, ElementBytes, double.Parse(view.Value(Key, Element) ?? "0",
                    CultureInfo.InvariantCulture) + Score);
                return true;
            case TestVerb.SortedSetRemove when type == Part.SortedSet && view.Has(Key, Element):
                view.SortedSetRemove(KeyBytes, ElementBytes);
                return true;
            case TestVerb.Expire when type != Part.None:
                view.ExpireAt(KeyBytes, now + Amount);
                return true;
            case TestVerb.Persist when type != Part.None:
                view.Persist(KeyBytes);
                return true;
            case TestVerb.PfAdd when type is Part.None or Part.HyperLogLog:
                // The registers come from the state: the site shows the key anew.
                return true;
            default:
                return false;
        }
    }

    public void Write(Author author, long now)
    {
        switch (Verb)
        {
            case TestVerb.Set:
                author.SetText(KeyBytes, ValueBytes, ExpiryWrite.Clear);
                break;
            case TestVerb.SetKeepingTtl:
                author.SetText(KeyBytes, ValueBytes, ExpiryWrite.Keep);
                break;
            case TestVerb.SetUntil:
                author.SetText(KeyBytes, ValueBytes, ExpiryWrite.Until(now + Amount));
                break;
            case TestVerb.Increment:
                author.Add(Part.Text, KeyBytes, [], Amount);
                break;
            case TestVerb.Delete:
                author.Delete(KeyBytes);
                break;
            case TestVerb.HashSet:
                author.Put(Part.Hash, KeyBytes, [new CellWrite(ElementBytes, ValueBytes)]);
                break;
            case TestVerb.HashIncrement:
                author.Add(Part.Hash, KeyBytes, ElementBytes, Amount);
                break;
            case TestVerb.HashDelete:
                author.Take(Part.Hash, KeyBytes, [ElementBytes]);
                break;
            case TestVerb.SetAdd:
                author.Put(Part.Set, KeyBytes, [new CellWrite(ElementBytes)]);
                break;
            case TestVerb.SetRemove:
                author.Take(Part.Set, KeyBytes, [ElementBytes]);
                break;
            case TestVerb.SortedSetAdd:
                author.Put(Part.SortedSet, KeyBytes, [new CellWrite(ElementBytes, null, Score)]);
                break;
            case TestVerb.SortedSetIncrement:
                author.Add(Part.SortedSet, KeyBytes, ElementBytes, Score);
                break;
            case TestVerb.SortedSetRemove:
                author.Take(Part.SortedSet, KeyBytes, [ElementBytes]);
                break;
            case TestVerb.Expire:
                author.ExpireAt(KeyBytes, now + Amount);
                break;
            case TestVerb.Persist:
                author.Persist(KeyBytes);
                break;
            case TestVerb.PfAdd:
                author.Raise(KeyBytes, [((ushort)(Amount & 7), (byte)(1 + (Amount >> 3)))], ExpiryWrite.Keep);
                break;
        }
    }

    public override string ToString() =>
        string.Join(' ', new[] { $"{Verb}", Key, Element, Value, Amount == 0 ? "" : $"{Amount}" }.Where(word => word.Length > 0));
}
