using System.Runtime.ExceptionServices;

namespace DemoApp.Lab.Controllers.Watching;

/// <summary>One object that cannot be helped does not keep the others waiting.</summary>
internal static class Reconciling
{
    /// <summary>Does it for each. The first failure is thrown once all had their turn.</summary>
    public static async Task EachAsync<T>(this IEnumerable<T> items, Func<T, Task> reconcile, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var item in items)
        {
            try
            {
                await reconcile(item);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                first ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        first?.Throw();
    }
}
