using System.Collections.Immutable;

namespace DemoApp.Operations;

/// <summary>Every operation since the start, as far as it is kept: newest first. Reading never waits; <see cref="Changed"/> is raised outside the lock.</summary>
internal sealed class OperationLog
{
    private const int Kept = 100;

    private readonly Lock gate = new();
    private volatile OperationView[] current = [];

    public ImmutableArray<OperationView> Current => System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(current);

    /// <summary>Raised with the new view of one operation, begun or moved on. Handlers must be quick and must not throw.</summary>
    public event Action<OperationView>? Changed;

    /// <summary>Puts an operation in front, or replaces the view of one already there.</summary>
    public void Put(OperationView view)
    {
        lock (gate)
        {
            var index = Array.FindIndex(current, known => known.Id == view.Id);
            current = index < 0 ? [view, .. current.Take(Kept - 1)] : [.. current[..index], view, .. current[(index + 1)..]];
        }
        Changed?.Invoke(view);
    }
}
