using DemoApp.Lab.Controllers.Watching;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>minReadySeconds passes without anything changing: the loop is woken when the next pod has been ready for long enough.</summary>
internal static class Availability
{
    public static void WakeWhenDue(
        ReconcileLoop loop, TimeProvider time, IEnumerable<V1Pod> pods, int minReadySeconds, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = pods.Where(p => p.IsReady() && !p.IsAvailable(minReadySeconds, now))
            .Select(p => p.AvailableAt(minReadySeconds) - now).ToArray();
        if (due.Length > 0)
        {
            loop.WakeAfter(due.Min(), cancellationToken);
        }
    }
}
