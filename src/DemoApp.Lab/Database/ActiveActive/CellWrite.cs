namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>What a local write puts into a cell: a field with its value, a member, a member with its score.</summary>
internal readonly record struct CellWrite(byte[] Element, byte[]? Value = null, double Score = 0);
