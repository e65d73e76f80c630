namespace DemoApp.Bench.Measuring;

/// <summary>Values of one kind, in milliseconds or whatever their figure says.</summary>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    public double Median => Percentile(50);

    /// <summary>The smallest value that so many percent of all do not exceed.</summary>
    public double Percentile(double percent) => sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
}
