using System.Globalization;

namespace DemoApp.Bench.Measuring;

/// <summary>One measured value. Without a limit it is for information only.</summary>
/// <param name="Limit">The largest value that will do.</param>
internal sealed record Figure(string What, double Value, string Unit, double? Limit)
{
    /// <summary>The limit is the smallest value that will do instead.</summary>
    public bool IsLeast { get; init; }

    public bool IsMet => Limit is not { } limit || (IsLeast ? Value >= limit : Value <= limit);

    public string Verdict => Limit is null ? "" : IsMet ? "met" : "NOT MET";

    public string ValueText => $"{Number(Value)} {Unit}";

    public string LimitText => Limit is { } limit ? $"{(IsLeast ? '≥' : '≤')} {Number(limit)} {Unit}" : "";

    public override string ToString() => $"{What,-92} {ValueText,14}  {LimitText,-12} {Verdict}";

    private static string Number(double value) => value.ToString(Math.Abs(value) < 100 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
