namespace DemoApp.Lab.Controllers.Shell;

/// <summary>Where a command runs and what it reads and writes.</summary>
internal sealed record ShellContext(
    ContainerPlace Place, IReadOnlyDictionary<string, string> Environment, TextReader Input, TextWriter Output, TextWriter Error);
