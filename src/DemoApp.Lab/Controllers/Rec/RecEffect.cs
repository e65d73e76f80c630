namespace DemoApp.Lab.Controllers.Rec;

internal abstract record RecEffect
{
    /// <summary>Write status.</summary>
    public sealed record Show(string State, bool Licensed, int Members, IReadOnlyList<RecCondition> Conditions) : RecEffect
    {
        /// <summary>status.specStatus.</summary>
        public string Spec => Conditions.Any(c => c is { Type: RecCondition.SpecValid, Holds: false }) ? "Invalid" : "Valid";
    }

    /// <summary>Set the StatefulSet's replicas; create it when it is not there.</summary>
    public sealed record Scale(int Nodes) : RecEffect;

    public sealed record DeletePods : RecEffect;

    public sealed record ClearRecovery : RecEffect;

    public sealed record Wait(int Timer, TimeSpan For) : RecEffect;

    /// <summary>Write an event.</summary>
    public sealed record Tell(bool Warning, string Reason, string Message) : RecEffect;
}
