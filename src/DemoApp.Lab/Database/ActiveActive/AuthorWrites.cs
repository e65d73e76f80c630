namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The writes there are, whatever command they come from. Each is one effect, and one more where a dead key is in the way.
/// </summary>
internal static class AuthorWrites
{
    private static readonly byte[] NoElement = [];

    /// <summary>SET: removes all that is seen of the key, of any type.</summary>
    public static void SetText(this Author author, byte[] key, byte[] value, ExpiryWrite expiry)
    {
        var state = author.Open(key);
        if (state is { } other && (other.Hash ?? other.Set ?? other.SortedSet ?? (object?)other.HyperLogLog) is not null)
        {
            author.Replace(Part.Text, key, [new CellWrite(NoElement, value)], expiry);
            return;
        }

        author.Write(Part.Text, key, [Replacing(state?.Text, new CellWrite(NoElement, value))], expiry.Of(state));
    }

    /// <summary>HSET, SADD, ZADD: an element that is there already is written anew, so that it outlives a concurrent removal.</summary>
    public static void Put(this Author author, Part part, byte[] key, ReadOnlySpan<CellWrite> writes)
    {
        var state = author.Open(key);
        var changes = new CellChange[writes.Length];
        for (var i = 0; i < writes.Length; i++)
        {
            changes[i] = Replacing(state?.Find(part, writes[i].Element), writes[i]);
        }

        author.Write(part, key, changes, null);
    }

    /// <summary>HDEL, SREM, ZREM: what is not there is not mentioned.</summary>
    public static void Take(this Author author, Part part, byte[] key, ReadOnlySpan<byte[]> elements)
    {
        var state = author.Open(key);
        var changes = new List<CellChange>(elements.Length);
        foreach (var element in elements)
        {
            if (state?.Find(part, element) is { IsLive: true } cell)
            {
                changes.Add(new CellChange { Element = element, Removed = cell.Dots(), Resets = cell.Resets() });
            }
        }

        if (changes.Count > 0)
        {
            author.Write(part, key, [.. changes], null);
        }
    }

    /// <summary>INCRBY, HINCRBY.</summary>
    public static void Add(this Author author, Part part, byte[] key, byte[] element, long amount)
    {
        var own = author.Open(key)?.Find(part, element)?.Own(author.Replica.Self, isDouble: false);
        var total = (Int128)(own?.Bits ?? 0) + amount;

        // A total beyond 64 bits begins a new run: the sum of all may well be within.
        if (total < long.MinValue || total > long.MaxValue)
        {
            (own, total) = (null, amount);
        }

        author.Write(Adding(author, part, key, element, own, (long)total, isDouble: false));
    }

    /// <summary>INCRBYFLOAT, HINCRBYFLOAT, ZINCRBY.</summary>
    public static void Add(this Author author, Part part, byte[] key, byte[] element, double amount)
    {
        var own = author.Open(key)?.Find(part, element)?.Own(author.Replica.Self, isDouble: true);
        var total = (own is { } run ? BitConverter.Int64BitsToDouble(run.Bits) : 0) + amount;
        author.Write(Adding(author, part, key, element, own, BitConverter.DoubleToInt64Bits(total), isDouble: true));
    }

    /// <summary>DEL: nothing for a key that is not there.</summary>
    public static void Delete(this Author author, byte[] key)
    {
        if (author.Open(key) is { LiveParts: > 0 } state)
        {
            author.End(state);
        }
    }

    /// <summary>RENAME, …STORE: what is seen of the key goes, and this is its content. No elements: the key is gone.</summary>
    public static void Replace(this Author author, Part part, byte[] key, ReadOnlySpan<CellWrite> writes, ExpiryWrite expiry)
    {
        if (writes.IsEmpty)
        {
            author.Delete(key);
            return;
        }

        var state = author.Open(key);
        var changes = new CellChange[writes.Length];
        for (var i = 0; i < writes.Length; i++)
        {
            changes[i] = Replacing(null, writes[i]);
        }

        author.Write(new Effect
        {
            Dot = author.NextDot(),
            Time = author.Replica.Clock.Next(),
            Key = key,
            Removal = state is null ? null : Observed.Everything(state, author.Replica.Context),
            Part = part,
            Cells = changes,
            Expiry = state is null || !expiry.Keeps ? expiry.Of(state) : Kept(state),
        });
    }

    /// <summary>PFADD, PFMERGE: raises registers. <paramref name="replaces"/>: RENAME, what is seen goes first.</summary>
    public static void Raise(
        this Author author, byte[] key, (ushort Index, byte Value)[] registers, ExpiryWrite expiry, bool replaces = false)
    {
        var state = author.Open(key);
        var dot = author.NextDot();
        var removal = replaces && state is not null ? Observed.Everything(state, author.Replica.Context) : null;
        var deletions = state?.HyperLogLog?.Deletions.Clone() ?? new VersionVector();
        if (removal is { EndsHyperLogLog: true })
        {
            deletions.Raise(dot.Replica, dot.Sequence);
        }

        author.Write(new Effect
        {
            Dot = dot,
            Time = author.Replica.Clock.Next(),
            Key = key,
            Removal = removal,
            HyperLogLog = new HyperLogLogChange(deletions, author.Replica.Context.Contiguous.Clone(), registers),
            Expiry = removal is not null && expiry.Keeps ? Kept(state!) : expiry.Of(state),
        });
    }

    /// <summary>EXPIRE and its kin; nothing for a key that is not there. A time that is over ends the key.</summary>
    public static void ExpireAt(this Author author, byte[] key, long milliseconds)
    {
        if (author.Open(key) is not { LiveParts: > 0 } state)
        {
            return;
        }

        if (milliseconds <= author.Replica.Clock.Now)
        {
            author.End(state);
            return;
        }

        author.Write(Part.None, key, [], ExpiryWrite.Until(milliseconds).Of(state));
    }

    /// <summary>PERSIST, which wins over any EXPIRE that had not seen it.</summary>
    public static void Persist(this Author author, byte[] key)
    {
        if (author.Open(key) is { LiveParts: > 0 } state)
        {
            author.Write(Part.None, key, [], ExpiryWrite.Until(ExpiryChange.Never).Of(state));
        }
    }

    private static void Write(this Author author, Part part, byte[] key, CellChange[] changes, ExpiryChange? expiry) =>
        author.Write(new Effect
        {
            Dot = author.NextDot(),
            Time = author.Replica.Clock.Next(),
            Key = key,
            Part = part,
            Cells = changes,
            Expiry = expiry,
        });

    private static CellChange Replacing(Cell? cell, CellWrite write) => new()
    {
        Element = write.Element,
        Removed = cell?.Dots() ?? [],
        Resets = cell?.Resets() ?? [],
        Writes = true,
        Content = write.Value is { } value ? Content.Of(value) : Content.Of(write.Score),
    };

    private static Effect Adding(Author author, Part part, byte[] key, byte[] element, Run? own, long bits, bool isDouble) => new()
    {
        Dot = author.NextDot(),
        Time = author.Replica.Clock.Next(),
        Key = key,
        Part = part,
        Cells =
        [
            new CellChange
            {
                Element = element,
                Increment = new Increment(own?.Key ?? new RunKey(author.NextDot(), isDouble), bits, own?.Base ?? default),
            },
        ],
    };

    /// <summary>The removal of the whole key takes its expiry along; what is kept is said again.</summary>
    private static ExpiryChange? Kept(KeyState state) => state.Expiry.Length == 0 ? null : new ExpiryChange([], state.ExpireAt);
}
