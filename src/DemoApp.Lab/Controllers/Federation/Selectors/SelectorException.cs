namespace DemoApp.Lab.Controllers.Federation.Selectors;

/// <summary>A selector that cannot be read; the message says what was found and where.</summary>
internal sealed class SelectorException(string message) : Exception(message);
