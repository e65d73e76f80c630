namespace DemoApp.Lab.Controllers.Federation.Selectors;

internal enum SelectorTokenKind
{
    /// <summary>A label's name, or a word of the language: which of them depends on where it stands.</summary>
    Word,
    Text,
    Symbol,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Value">The word, the text without its quotes, or the symbol.</param>
/// <param name="At">Its first character's place in the selector, from 1.</param>
internal readonly record struct SelectorToken(SelectorTokenKind Kind, string Value, int At)
{
    public bool IsSymbol(string symbol) => Kind is SelectorTokenKind.Symbol && Value == symbol;

    public bool IsWord(string word) => Kind is SelectorTokenKind.Word && Value == word;

    public override string ToString() => Kind switch
    {
        SelectorTokenKind.End => "the end",
        SelectorTokenKind.Text => $"\"{Value}\" at {At}",
        _ => $"{Value} at {At}",
    };
}
