namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>One change of one key: what was seen before, which cells it touched, and what the view must be told after. Reused.</summary>
internal sealed class KeyEdit
{
    /// <summary>How near its end a key is written anew instead of being prolonged.</summary>
    private const long NearMilliseconds = 5000;

    private readonly List<(Part Part, byte[] Element)> touched = [];
    private KeyState state = null!;
    private long now;
    private Part before;
    private int partsBefore;
    private long expiryBefore;

    public KeyState State => state;

    public void Begin(KeyState edited, long time)
    {
        state = edited;
        now = time;
        before = Visible.PartOf(edited, time);
        partsBefore = edited.LiveParts;
        expiryBefore = edited.ExpireAt;
        touched.Clear();
    }

    public void Touch(Part part, byte[] element) => touched.Add((part, element));

    /// <summary>Tells the view what is different now.</summary>
    public void Finish(IView view)
    {
        var after = Visible.PartOf(state, now);
        if (before != after || IsProlongedNearItsEnd())
        {
            // A key whose time was over is gone from the view by itself, or will be in a moment.
            if (before != Part.None || expiryBefore <= now)
            {
                view.Delete(state.Key);
            }

            ViewWriter.Show(state, after, view);
            return;
        }

        if (after == Part.None)
        {
            return;
        }

        // What is there first: the last element's removal would end the key, and its expiry with it.
        Show(view, after, live: true);
        Show(view, after, live: false);
        if (state.ExpireAt != expiryBefore)
        {
            ViewWriter.ShowExpiry(state, view);
        }
    }

    /// <summary>
    /// For a change that was executed on the view before: tells it only where the state shows something else than the command left there.
    /// </summary>
    public void FinishOwn(IView view)
    {
        if (partsBefore > 1 || state.LiveParts > 1)
        {
            view.Delete(state.Key);
            ViewWriter.Show(state, Visible.PartOf(state, now), view);
            return;
        }

        foreach (var (part, element) in touched)
        {
            if (state.Find(part, element) is { } cell && CellValue.HasDoubles(cell))
            {
                ViewWriter.ShowElement(state, part, element, view);
            }
        }
    }

    /// <summary>
    /// The view may have ended the key by the time it is told; and Garnet 2.2.8 answers PEXPIREAT and PERSIST of a key that has ended
    /// with bytes that are no reply.
    /// </summary>
    private bool IsProlongedNearItsEnd() => state.ExpireAt != expiryBefore && expiryBefore < now + NearMilliseconds;

    private void Show(IView view, Part part, bool live)
    {
        foreach (var (touchedPart, element) in touched)
        {
            if (touchedPart == part && (part == Part.HyperLogLog || (state.Find(part, element)?.IsLive == true)) == live)
            {
                ViewWriter.ShowElement(state, part, element, view);
            }
        }
    }
}
