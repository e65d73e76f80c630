namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Removals of dots that have not come yet. Each is forgotten as soon as its dot has come.</summary>
internal sealed class PendingRemovals
{
    private readonly Dictionary<Dot, List<PendingRemoval>> byDot = [];

    public int Count => byDot.Count;

    public IEnumerable<(Dot Dot, PendingRemoval Removal)> All =>
        byDot.SelectMany(pair => pair.Value.Select(removal => (pair.Key, removal)));

    public void Add(Dot dot, PendingRemoval removal)
    {
        if (!byDot.TryGetValue(dot, out var removals))
        {
            byDot[dot] = removals = [];
        }

        if (!Covers(dot, removal.Key, removal.Part, removal.Element))
        {
            removals.Add(removal);
        }
    }

    public bool Covers(Dot dot, byte[] key, Part part, byte[] element)
    {
        if (byDot.Count == 0 || !byDot.TryGetValue(dot, out var removals))
        {
            return false;
        }

        foreach (var removal in removals)
        {
            if (removal.Covers(part, element) && removal.Key.AsSpan().SequenceEqual(key))
            {
                return true;
            }
        }

        return false;
    }

    public void Forget(Dot dot)
    {
        if (byDot.Count > 0)
        {
            byDot.Remove(dot);
        }
    }

    public void Forget(DotContext known)
    {
        foreach (var dot in byDot.Keys.Where(known.Contains).ToList())
        {
            byDot.Remove(dot);
        }
    }

    public PendingRemovals Clone()
    {
        var copy = new PendingRemovals();
        foreach (var (dot, removals) in byDot)
        {
            copy.byDot.Add(dot, [.. removals]);
        }

        return copy;
    }
}
