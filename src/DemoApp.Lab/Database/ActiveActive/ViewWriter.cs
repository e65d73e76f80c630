namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Writes the visible state of a key, or of one element, to a view.</summary>
internal static class ViewWriter
{
    /// <summary>Writes the whole key to a view that has nothing of it.</summary>
    public static void Show(KeyState state, Part part, IView view)
    {
        switch (part)
        {
            case Part.None:
                return;
            case Part.Text or Part.HyperLogLog:
                ShowElement(state, part, [], view);
                break;
            default:
                foreach (var (element, cell) in state.ElementsOf(part)!.Cells)
                {
                    if (cell.IsLive)
                    {
                        ShowElement(state, part, element, view);
                    }
                }

                break;
        }

        if (state.ExpireAt != ExpiryChange.Never)
        {
            ShowExpiry(state, view);
        }
    }

    public static void ShowElement(KeyState state, Part part, byte[] element, IView view)
    {
        if (part == Part.HyperLogLog)
        {
            view.SetHyperLogLog(state.Key, state.HyperLogLog!.Registers);
            return;
        }

        var cell = state.Find(part, element);
        var live = cell?.IsLive == true;
        switch (part)
        {
            case Part.Text when live:
                view.SetString(state.Key, CellValue.Text(cell!, stackalloc byte[CellValue.Room]), state.Expiry.Length > 0);
                break;
            case Part.Hash when live:
                view.HashSet(state.Key, element, CellValue.Text(cell!, stackalloc byte[CellValue.Room]));
                break;
            case Part.Hash:
                view.HashDelete(state.Key, element);
                break;
            case Part.Set when live:
                view.SetAdd(state.Key, element);
                break;
            case Part.Set:
                view.SetRemove(state.Key, element);
                break;
            case Part.SortedSet when live:
                view.SortedSetAdd(state.Key, element, CellValue.Score(cell!));
                break;
            case Part.SortedSet:
                view.SortedSetRemove(state.Key, element);
                break;
        }
    }

    public static void ShowExpiry(KeyState state, IView view)
    {
        if (state.ExpireAt == ExpiryChange.Never)
        {
            view.Persist(state.Key);
        }
        else
        {
            view.ExpireAt(state.Key, state.ExpireAt);
        }
    }
}
