namespace DemoApp.Lab.Database.Writing;

/// <summary>One command of a round: what the node is asked before it and after it, or why it does not run.</summary>
internal readonly record struct Step(
    WriteJob Job,
    WriteCommand Command,
    IReadOnlyList<byte[][]> Before,
    IReadOnlyList<byte[][]> After,
    string? Refusal,
    bool IsTransaction = false)
{
    public int Questions => Before.Count + After.Count;
}
