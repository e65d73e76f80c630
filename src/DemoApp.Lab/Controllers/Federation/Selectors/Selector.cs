namespace DemoApp.Lab.Controllers.Federation.Selectors;

/// <summary>
/// A selector over labels in Calico's language. A label that is absent satisfies only what denies: <c>!=</c>, <c>not in</c> and
/// <c>!</c>.
/// </summary>
internal abstract record Selector
{
    /// <exception cref="SelectorException">The text is no selector.</exception>
    public static Selector Parse(string text) => SelectorParser.Parse(text);

    public abstract bool Matches(IReadOnlyDictionary<string, string> labels);

    internal sealed record All : Selector
    {
        public override bool Matches(IReadOnlyDictionary<string, string> labels) => true;
    }

    internal sealed record Has(string Label) : Selector
    {
        public override bool Matches(IReadOnlyDictionary<string, string> labels) => labels.ContainsKey(Label);
    }

    /// <summary>The label is there and its value passes.</summary>
    internal sealed record Value(string Label, string Operand, Func<string, string, bool> Passes) : Selector
    {
        public override bool Matches(IReadOnlyDictionary<string, string> labels) =>
            labels.TryGetValue(Label, out var value) && Passes(value, Operand);
    }

    internal sealed record In(string Label, IReadOnlySet<string> Values) : Selector
    {
        public override bool Matches(IReadOnlyDictionary<string, string> labels) =>
            labels.TryGetValue(Label, out var value) && Values.Contains(value);
    }

    internal sealed record Not(Selector Of) : Selector
    {
        public override bool Matches(IReadOnlyDictionary<string, string> labels) => !Of.Matches(labels);
    }

    internal sealed record And(IReadOnlyList<Selector> Of) : Selector
    {
        public override bool Matches(IReadOnlyDictionary<string, string> labels) => Of.All(s => s.Matches(labels));
    }

    internal sealed record Or(IReadOnlyList<Selector> Of) : Selector
    {
        public override bool Matches(IReadOnlyDictionary<string, string> labels) => Of.Any(s => s.Matches(labels));
    }
}
