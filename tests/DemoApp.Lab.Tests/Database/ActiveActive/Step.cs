namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>One thing that happens: <paramref name="What"/> of 0 to 99 says which, the rest to whom and how.</summary>
internal readonly record struct Step(int What, int A, int B, int Number);
