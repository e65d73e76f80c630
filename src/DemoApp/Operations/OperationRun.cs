using System.Collections.Immutable;
using System.Threading.Channels;
using DemoApp.Clusters;

namespace DemoApp.Operations;

/// <summary>Does the steps of one operation, lane beside lane, and tells each change of a step. Ends when all are over or one has failed.</summary>
internal sealed class OperationRun(
    ImmutableArray<OperationStep> steps, OperationWorlds worlds, Func<string, ClusterCommands> commands, Action<int, string, string?> tell)
{
    /// <returns>Why it failed, a lane each; empty when every step is over.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; the steps that were not over stay as they are.</exception>
    public async Task<ImmutableArray<string>> RunAsync(CancellationToken ct)
    {
        // Followed before anything is done: nothing that comes of it is missed.
        var lanes = steps.Select((step, index) => (step, index)).GroupBy(numbered => numbered.step.Lane, StringComparer.Ordinal).ToArray();
        var following = lanes.Select(_ => worlds.Follow()).ToArray();
        try
        {
            var ends = await Task.WhenAll(lanes.Select((lane, n) => LaneAsync(lane, following[n].Seen, ct)));
            return [.. ends.OfType<string>()];
        }
        finally
        {
            foreach (var subscription in following)
            {
                subscription.Dispose();
            }
        }
    }

    private async Task<string?> LaneAsync(IEnumerable<(OperationStep Step, int Index)> lane, ChannelReader<OperationWorld> seen, CancellationToken ct)
    {
        var world = await seen.ReadAsync(ct);
        foreach (var (step, index) in lane)
        {
            var sight = Sight.Goes("");
            if (step.Act is { } act)
            {
                tell(index, "running", null);
                try
                {
                    sight = await act(new(world, commands(step.Lane), said => tell(index, "running", said)), ct);
                }
                catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
                {
                    tell(index, "failed", e.Message);
                    return e.Message;
                }
            }

            if (step.Look is { } look)
            {
                world = await LookAsync(look, step.Act is not null && sight.UnderWay, index, world, seen, ct);
            }
            else
            {
                tell(index, sight.UnderWay ? "succeeded" : "skipped", sight.Detail);
            }
        }
        return null;
    }

    private async Task<OperationWorld> LookAsync(
        Func<OperationWorld, bool, Sight> look, bool underWay, int index, OperationWorld world, ChannelReader<OperationWorld> seen, CancellationToken ct)
    {
        while (true)
        {
            var sight = look(world, underWay);
            underWay |= sight.UnderWay;
            if (sight.Over)
            {
                tell(index, underWay ? "succeeded" : "skipped", sight.Detail);
                return world;
            }

            tell(index, "running", sight.Detail);
            world = await seen.ReadAsync(ct);
        }
    }
}
