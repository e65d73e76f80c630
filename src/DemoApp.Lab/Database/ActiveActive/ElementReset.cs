namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>A run of increments of one element that a removal of the whole key has seen.</summary>
internal readonly record struct ElementReset(Part Part, byte[] Element, RunReset Reset);
