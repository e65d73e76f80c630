namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>A run as it was seen when it was removed: last effect and total bits. The removing effect is the one it comes in.</summary>
internal readonly record struct RunReset(RunKey Run, long Sequence, long Bits);
