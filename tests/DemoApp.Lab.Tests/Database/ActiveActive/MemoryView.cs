using System.Globalization;
using System.Text;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>A small Redis of dictionaries: what the node would hold after the calls of a replica and the site's own commands.</summary>
internal sealed class MemoryView(Func<long> now) : IView
{
    private readonly Dictionary<string, Item> items = new(StringComparer.Ordinal);

    public Part TypeOf(string key) => Find(key)?.Part ?? Part.None;

    public bool Has(string key, string element) => Find(key)?.Elements.ContainsKey(element) == true;

    public string? Value(string key, string element = "") => Find(key)?.Elements.GetValueOrDefault(element);

    public IEnumerable<string> Keys => items.Keys.Where(key => Find(key) is not null).ToList();

    /// <summary>All that can be seen now, as lines in order.</summary>
    public string Dump() => string.Join('\n', items.Keys.Order(StringComparer.Ordinal).Select(Describe).OfType<string>());

    public string? Describe(string key) => Find(key) is not { } item
        ? null
        : $"{key} {item.Part} {{{Sorted(item.Elements.Select(pair => $"{pair.Key}={pair.Value}"))}}}" +
          (item.ExpireAt == ExpiryChange.Never ? "" : $" until {item.ExpireAt}");

    private static string Sorted(IEnumerable<string> texts) => string.Join(", ", texts.Order(StringComparer.Ordinal));

    public void Delete(ReadOnlySpan<byte> key) => items.Remove(Text(key));

    public void SetString(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool expires = true) =>
        Set(key, Part.Text, default, Text(value), overwrites: true);

    public void HashSet(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value) =>
        Set(key, Part.Hash, field, Text(value));

    public void HashDelete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> field) => Remove(key, Part.Hash, field);

    public void SetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Set(key, Part.Set, member, "");

    public void SetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Remove(key, Part.Set, member);

    public void SortedSetAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member, double score) =>
        Set(key, Part.SortedSet, member, score.ToString("R", CultureInfo.InvariantCulture));

    public void SortedSetRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> member) => Remove(key, Part.SortedSet, member);

    public void SetHyperLogLog(ReadOnlySpan<byte> key, ReadOnlySpan<byte> registers)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < registers.Length; i++)
        {
            if (registers[i] > 0)
            {
                shown.Append(CultureInfo.InvariantCulture, $"{i}:{registers[i]} ");
            }
        }

        Set(key, Part.HyperLogLog, default, shown.ToString(), overwrites: true);
    }

    public void ExpireAt(ReadOnlySpan<byte> key, long milliseconds)
    {
        if (Find(Text(key)) is { } item)
        {
            item.ExpireAt = milliseconds;
        }
    }

    public void Persist(ReadOnlySpan<byte> key) => ExpireAt(key, ExpiryChange.Never);

    private Item? Find(string key)
    {
        if (items.TryGetValue(key, out var item) && item.ExpireAt <= now())
        {
            items.Remove(key);
            return null;
        }

        return item;
    }

    private void Set(ReadOnlySpan<byte> key, Part part, ReadOnlySpan<byte> element, string value, bool overwrites = false)
    {
        var name = Text(key);
        var item = Find(name);
        if (item is not null && item.Part != part && !overwrites)
        {
            throw new InvalidOperationException($"WRONGTYPE: {name} is {item.Part}, not {part}");
        }

        if (item is null)
        {
            items[name] = item = new Item();
        }

        if (item.Part != part)
        {
            item.Elements.Clear();
        }

        item.Part = part;
        item.Elements[Text(element)] = value;
    }

    private void Remove(ReadOnlySpan<byte> key, Part part, ReadOnlySpan<byte> element)
    {
        if (Find(Text(key)) is { } item && item.Part == part && item.Elements.Remove(Text(element)) && item.Elements.Count == 0)
        {
            items.Remove(Text(key));
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private sealed class Item
    {
        public Part Part { get; set; }

        public Dictionary<string, string> Elements { get; } = new(StringComparer.Ordinal);

        public long ExpireAt { get; set; } = ExpiryChange.Never;
    }
}
