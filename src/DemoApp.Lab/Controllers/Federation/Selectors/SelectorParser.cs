namespace DemoApp.Lab.Controllers.Federation.Selectors;

/// <summary>Reads a selector by recursive descent: <c>!</c> binds tighter than <c>&amp;&amp;</c>, that tighter than <c>||</c>.</summary>
internal sealed class SelectorParser
{
    /// <summary>Deeper nesting is nobody's selector, and the parser's stack is not endless.</summary>
    private const int DeepestNesting = 100;

    private readonly IReadOnlyList<SelectorToken> tokens;
    private int next;
    private int depth;

    private SelectorParser(IReadOnlyList<SelectorToken> tokens) => this.tokens = tokens;

    /// <summary>An empty text selects all, as in Calico.</summary>
    /// <exception cref="SelectorException">The text is no selector.</exception>
    public static Selector Parse(string text)
    {
        var parser = new SelectorParser(SelectorTokens.Of(text));
        if (parser.Peek.Kind is SelectorTokenKind.End)
        {
            return new Selector.All();
        }

        var selector = parser.Or();
        return parser.Peek.Kind is SelectorTokenKind.End ? selector : throw parser.Unexpected("&&, || or the end");
    }

    private SelectorToken Peek => tokens[next];

    private Selector Or() => Chain(And, "||") is var any && any.Count == 1 ? any[0] : new Selector.Or(any);

    private Selector And() => Chain(Unary, "&&") is var all && all.Count == 1 ? all[0] : new Selector.And(all);

    private List<Selector> Chain(Func<Selector> operand, string between)
    {
        var operands = new List<Selector> { operand() };
        while (TrySymbol(between))
        {
            operands.Add(operand());
        }

        return operands;
    }

    private Selector Unary()
    {
        var negated = false;
        while (TrySymbol("!"))
        {
            negated = !negated;
        }

        var operand = Operand();
        return negated ? new Selector.Not(operand) : operand;
    }

    private Selector Operand()
    {
        if (TrySymbol("("))
        {
            if (++depth > DeepestNesting)
            {
                throw new SelectorException($"parentheses are nested more than {DeepestNesting} deep");
            }

            var inner = Or();
            Symbol(")");
            depth--;
            return inner;
        }

        var label = Word("a label");
        return (label, Peek.IsSymbol("(")) switch
        {
            ("all", true) => Call(() => new Selector.All()),
            ("has", true) => Call(() => new Selector.Has(Word("a label"))),
            _ => Comparison(label),
        };
    }

    private Selector Call(Func<Selector> arguments)
    {
        Symbol("(");
        var call = arguments();
        Symbol(")");
        return call;
    }

    private Selector Comparison(string label)
    {
        if (TrySymbol("=="))
        {
            return new Selector.Value(label, Text(), static (value, text) => value == text);
        }

        if (TrySymbol("!="))
        {
            return new Selector.Not(new Selector.Value(label, Text(), static (value, text) => value == text));
        }

        switch (Word("an operator"))
        {
            case "in":
                return new Selector.In(label, Texts());
            case "not" when TryWord("in"):
                return new Selector.Not(new Selector.In(label, Texts()));
            case "contains":
                return new Selector.Value(label, Text(), static (value, text) => value.Contains(text, StringComparison.Ordinal));
            case "starts" when TryWord("with"):
                return new Selector.Value(label, Text(), static (value, text) => value.StartsWith(text, StringComparison.Ordinal));
            case "ends" when TryWord("with"):
                return new Selector.Value(label, Text(), static (value, text) => value.EndsWith(text, StringComparison.Ordinal));
            default:
                next--;
                throw Unexpected("an operator");
        }
    }

    /// <summary>A set; a comma after its last text is allowed.</summary>
    private HashSet<string> Texts()
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        Symbol("{");
        while (Peek.Kind is SelectorTokenKind.Text)
        {
            texts.Add(Text());
            if (!TrySymbol(","))
            {
                break;
            }
        }

        Symbol("}");
        return texts;
    }

    private string Text() => Peek.Kind is SelectorTokenKind.Text ? tokens[next++].Value : throw Unexpected("a text in quotes");

    private string Word(string what) => Peek.Kind is SelectorTokenKind.Word ? tokens[next++].Value : throw Unexpected(what);

    private bool TryWord(string word) => Take(Peek.IsWord(word));

    private bool TrySymbol(string symbol) => Take(Peek.IsSymbol(symbol));

    private void Symbol(string symbol)
    {
        if (!TrySymbol(symbol))
        {
            throw Unexpected(symbol);
        }
    }

    private bool Take(bool wanted)
    {
        next += wanted ? 1 : 0;
        return wanted;
    }

    private SelectorException Unexpected(string wanted) => new($"expected {wanted}, found {Peek}");
}
