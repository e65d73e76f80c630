using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>A rule made of what it asks and what it derives.</summary>
internal sealed class AskingRule(Action<WriteOutcome, Author> derive) : WriteRule
{
    /// <summary>The question before, for these arguments; null for none.</summary>
    public Func<byte[][], byte[][]?>? Asks { get; init; }

    /// <summary>The question after, for these arguments; null for none.</summary>
    public Func<byte[][], byte[][]?>? AsksAfter { get; init; }

    /// <summary>Why these arguments are refused; null when they are not.</summary>
    public Func<byte[][], string?>? Forbids { get; init; }

    /// <summary>The effects follow from the arguments alone.</summary>
    public bool IgnoresReply { get; init; }

    public override bool ReadsReply => !IgnoresReply;

    public override IReadOnlyList<byte[][]> Before(byte[][] command) => Asks?.Invoke(command) is { } question ? [question] : [];

    public override IReadOnlyList<byte[][]> After(byte[][] command) => AsksAfter?.Invoke(command) is { } question ? [question] : [];

    public override string? Refuses(byte[][] command) => Forbids?.Invoke(command);

    public override void Derive(WriteOutcome outcome, Author author) => derive(outcome, author);
}
