namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// All that is kept of a key: parts of different types side by side, of which the one with the latest live content is seen, and its expiry.
/// </summary>
internal sealed class KeyState(byte[] key)
{
    private NotText? other;

    public byte[] Key => key;

    public Cell? Text { get; set; }

    public Elements? Hash
    {
        get => other?.Hash;
        set => Others(value).Hash = value;
    }

    public Elements? Set
    {
        get => other?.Set;
        set => Others(value).Set = value;
    }

    public Elements? SortedSet
    {
        get => other?.SortedSet;
        set => Others(value).SortedSet = value;
    }

    public HyperLogLogState? HyperLogLog
    {
        get => other?.HyperLogLog;
        set => Others(value).HyperLogLog = value;
    }

    public ExpiryEntry[] Expiry { get; set; } = [];

    /// <summary>A removal that came before effects it covers.</summary>
    public VersionVector? Removed
    {
        get => other?.Removed;
        set => Others(value).Removed = value;
    }

    /// <summary>True while it waits to be looked at by <see cref="Stability"/>.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>Set anew by each change; never twice the same in one replica.</summary>
    public long Version { get; set; }

    public bool IsEmpty =>
        Text is null && Expiry.Length == 0 &&
        (other is null or { Hash: null, Set: null, SortedSet: null, HyperLogLog: null, Removed: null });

    /// <summary>The longest: PERSIST over all. <see cref="ExpiryChange.Never"/> when there is none.</summary>
    public long ExpireAt
    {
        get
        {
            if (Expiry.Length == 0)
            {
                return ExpiryChange.Never;
            }

            var longest = 0L;
            foreach (var entry in Expiry)
            {
                longest = Math.Max(longest, entry.At);
            }

            return longest;
        }
    }

    /// <summary>Nothing else is here: what most keys are can be seen at one look.</summary>
    public bool IsTextOnly => other is null;

    public int LiveParts => IsTextOnly ? (Text?.IsLive == true ? 1 : 0) :
        (IsLive(Part.Text) ? 1 : 0) + (IsLive(Part.Hash) ? 1 : 0) + (IsLive(Part.Set) ? 1 : 0) + (IsLive(Part.SortedSet) ? 1 : 0) +
        (IsLive(Part.HyperLogLog) ? 1 : 0);

    public bool IsExpired(long now) => ExpireAt <= now;

    public bool IsLive(Part part) => part switch
    {
        Part.Text => Text?.IsLive == true,
        Part.HyperLogLog => HyperLogLog?.Registers is not null,
        _ => ElementsOf(part)?.Live > 0,
    };

    public Elements? ElementsOf(Part part) => part switch
    {
        Part.Hash => Hash,
        Part.Set => Set,
        Part.SortedSet => SortedSet,
        _ => null,
    };

    public Cell? Find(Part part, ReadOnlySpan<byte> element) => part == Part.Text ? Text : ElementsOf(part)?.Find(element);

    public Cell GetOrAdd(Part part, byte[] element) => part switch
    {
        Part.Text => Text ??= new Cell(),
        Part.Hash => (Hash ??= new Elements()).GetOrAdd(element),
        Part.Set => (Set ??= new Elements()).GetOrAdd(element),
        Part.SortedSet => (SortedSet ??= new Elements()).GetOrAdd(element),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "This part has no cells."),
    };

    /// <summary>Puts a cell where there is none; the count of visible elements is the caller's.</summary>
    public void Put(Part part, byte[] element, Cell cell)
    {
        switch (part)
        {
            case Part.Text:
                Text ??= cell;
                break;
            case Part.Hash:
                (Hash ??= new Elements()).Cells.TryAdd(element, cell);
                break;
            case Part.Set:
                (Set ??= new Elements()).Cells.TryAdd(element, cell);
                break;
            case Part.SortedSet:
                (SortedSet ??= new Elements()).Cells.TryAdd(element, cell);
                break;
        }
    }

    /// <summary>Drops a cell with nothing in it, and a part with no cells.</summary>
    public void Trim(Part part, byte[] element)
    {
        if (part == Part.Text)
        {
            Text = Text is { IsEmpty: true } ? null : Text;
            return;
        }

        var elements = ElementsOf(part);
        if (elements?.Find(element) is { IsEmpty: true })
        {
            elements.Remove(element);
        }

        TrimPart(part);
    }

    public void TrimPart(Part part)
    {
        switch (part)
        {
            case Part.Hash when Hash is { Count: 0 }:
                Hash = null;
                break;
            case Part.Set when Set is { Count: 0 }:
                Set = null;
                break;
            case Part.SortedSet when SortedSet is { Count: 0 }:
                SortedSet = null;
                break;
            case Part.HyperLogLog when HyperLogLog is { IsEmpty: true }:
                HyperLogLog = null;
                break;
        }
    }

    public KeyState Clone() => new(key)
    {
        Text = Text?.Clone(),
        other = other?.Clone(),
        Expiry = Expiry,
        Version = Version,
    };

    private NotText Others(object? value) => other ?? (value is null ? NotText.Nothing : other = new NotText());

    /// <summary>What a key has that is no text. Most keys are texts: an object of its own keeps those small.</summary>
    private sealed class NotText
    {
        /// <summary>Takes nulls only.</summary>
        public static readonly NotText Nothing = new();

        public Elements? Hash { get; set; }

        public Elements? Set { get; set; }

        public Elements? SortedSet { get; set; }

        public HyperLogLogState? HyperLogLog { get; set; }

        public VersionVector? Removed { get; set; }

        public NotText Clone() => new()
        {
            Hash = Hash?.Clone(),
            Set = Set?.Clone(),
            SortedSet = SortedSet?.Clone(),
            HyperLogLog = HyperLogLog?.Clone(),
            Removed = Removed?.Clone(),
        };
    }
}
