using DemoApp.Clusters;

namespace DemoApp.Operations;

/// <summary>
/// One step of an operation: something that is done, or something that is waited for. Steps of one lane follow each other, lanes run side
/// by side.
/// </summary>
/// <param name="Lane">The cluster it is about.</param>
/// <param name="Command">The step by hand; null where there is none.</param>
internal sealed record OperationStep(string Lane, string Name, string? Command = null)
{
    /// <summary>What is done, by the cluster's own hands; the answer is the step's detail.</summary>
    public Func<ClusterCommands, CancellationToken, Task<string>>? Act { get; init; }

    /// <summary>What must be seen before the step is over; told whether it was under way when looked at last. Null: the act is all.</summary>
    public Func<OperationWorld, bool, Sight>? Look { get; init; }

    public OperationStepView Pending => new(Name, "pending", null, Command);
}

/// <summary>What a step sees of itself in a world.</summary>
internal readonly record struct Sight(bool UnderWay, bool Over, string? Detail)
{
    public static Sight Waits(string? detail = null) => new(false, false, detail);

    public static Sight Goes(string detail) => new(true, false, detail);

    public static Sight Done(string? detail) => new(true, true, detail);

    /// <summary>It came and went between two looks, or was not needed.</summary>
    public static Sight Skipped => new(false, true, null);
}
