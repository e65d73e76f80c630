using static DemoApp.Lab.Controllers.Rec.RecPhase;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>How the machine moves and says so: the phase, the status and an event in one. Pure.</summary>
internal static class RecWords
{
    public static RecState Enter(RecState state, RecPhase phase, List<RecEffect> effects, string reason, string message) =>
        Tell(state with { Phase = phase }, effects, reason, message);

    public static RecState Tell(RecState state, List<RecEffect> effects, string reason, string message) =>
        Say(state, effects, false, reason, message);

    public static RecState Warn(RecState state, List<RecEffect> effects, string reason, string message) =>
        Say(state, effects, true, reason, message);

    private static RecState Say(RecState state, List<RecEffect> effects, bool warning, string reason, string message)
    {
        effects.Add(Show(state));
        effects.Add(new RecEffect.Tell(warning, reason, message));
        return state;
    }

    public static RecState Wait(RecState state, RecPhase phase, TimeSpan wait, List<RecEffect> effects)
    {
        var next = state with { Phase = phase, Timer = state.Timer + 1 };
        effects.Add(new RecEffect.Wait(next.Timer, wait));
        return next;
    }

    /// <summary>The licence is known once nodes run; while the cluster recovers its columns are empty.</summary>
    public static RecEffect.Show Show(RecState state) => new(
        state.Shown,
        !state.Recovering && state.Phase is Running or Initializing or Settling,
        state.Members,
        RecCondition.Of(state));
}
