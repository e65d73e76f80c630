namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The author's run after the increment: its total so far, and the base the author knows. Totals instead of amounts, so that a late or
/// doubled one changes nothing; the base, so that a peer that forgot the run counts it right. The last effect is the effect itself.
/// </summary>
internal sealed record Increment(RunKey Run, long Bits, RunBase Base);
