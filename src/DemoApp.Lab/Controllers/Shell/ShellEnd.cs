namespace DemoApp.Lab.Controllers.Shell;

/// <summary>How a line of the shell ended, and whether it leaves the shell.</summary>
internal readonly record struct ShellEnd(int Exit, bool Leaves = false);
