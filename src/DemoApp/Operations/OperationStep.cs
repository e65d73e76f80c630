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
    /// <summary>What is done; skipped when it finds nothing to do.</summary>
    public Func<StepHands, CancellationToken, Task<Sight>>? Act { get; init; }

    /// <summary>What must be seen before the step is over, after its act; told whether it was under way before. Null: the act is all.</summary>
    public Func<OperationWorld, bool, Sight>? Look { get; init; }

    public OperationStepView Pending => new(Name, "pending", null, Command);
}

/// <param name="World">The one seen last.</param>
/// <param name="Commands">Of the step's cluster.</param>
/// <param name="Progress">Tells a sentence while the act goes on.</param>
internal sealed record StepHands(OperationWorld World, ClusterCommands Commands, Action<string> Progress);

/// <summary>How far a step is.</summary>
internal readonly record struct Sight(bool UnderWay, bool Over, string? Detail)
{
    public static Sight Waits(string? detail = null) => new(false, false, detail);

    public static Sight Goes(string detail) => new(true, false, detail);

    public static Sight Done(string? detail) => new(true, true, detail);

    /// <summary>It came and went between two looks, or there was nothing to do.</summary>
    public static Sight Skipped(string? detail = null) => new(false, true, detail);
}
