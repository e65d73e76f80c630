using System.Buffers;

namespace DemoApp.Lab.Controllers.Federation.Selectors;

/// <summary>Cuts a selector into tokens. Texts stand in single or double quotes and know no escapes.</summary>
internal static class SelectorTokens
{
    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-");

    private static readonly string[] Symbols = ["==", "!=", "&&", "||", "!", "(", ")", "{", "}", ","];

    /// <returns>The tokens, the last of them the end.</returns>
    /// <exception cref="SelectorException">A character that begins nothing, or a text without its closing quote.</exception>
    public static IReadOnlyList<SelectorToken> Of(string selector)
    {
        var tokens = new List<SelectorToken>();
        for (var at = 0; at < selector.Length;)
        {
            if (char.IsWhiteSpace(selector[at]))
            {
                at++;
                continue;
            }

            var (token, length) = Next(selector.AsSpan(at), at + 1);
            tokens.Add(token);
            at += length;
        }

        tokens.Add(new(SelectorTokenKind.End, "", selector.Length + 1));
        return tokens;
    }

    private static (SelectorToken Token, int Length) Next(ReadOnlySpan<char> rest, int at)
    {
        if (rest[0] is '"' or '\'')
        {
            var length = rest[1..].IndexOf(rest[0]);
            return length >= 0
                ? (new(SelectorTokenKind.Text, rest.Slice(1, length).ToString(), at), length + 2)
                : throw new SelectorException($"the text that begins at {at} has no closing quote");
        }

        foreach (var symbol in Symbols)
        {
            if (rest.StartsWith(symbol, StringComparison.Ordinal))
            {
                return (new(SelectorTokenKind.Symbol, symbol, at), symbol.Length);
            }
        }

        var end = rest.IndexOfAnyExcept(WordCharacters);
        return end == 0
            ? throw new SelectorException($"unexpected character {rest[0]} at {at}")
            : Word(rest[..(end < 0 ? rest.Length : end)], at);
    }

    private static (SelectorToken Token, int Length) Word(ReadOnlySpan<char> word, int at) =>
        (new(SelectorTokenKind.Word, word.ToString(), at), word.Length);
}
