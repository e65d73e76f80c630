namespace DemoApp.Bench.Measuring;

/// <summary>What one measurement found, up to where it got.</summary>
internal sealed record Section(string Name, string Title, string Method, IReadOnlyList<Figure> Figures)
{
    public bool IsMet => Figures.All(f => f.IsMet);

    /// <summary>
    /// Measures, and shows each figure as it comes. What stands in the way becomes a figure, so that the others are measured too.
    /// </summary>
    public static async Task<Section> OfAsync(IMeasurement measurement, Action<Figure> show, CancellationToken ct)
    {
        var figures = new List<Figure>();
        try
        {
            await foreach (var figure in measurement.RunAsync(ct))
            {
                show(figure);
                figures.Add(figure);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{measurement.Name}: {e}");
            figures.Add(new($"{measurement.Name}: broken off by an error", 1, "", 0));
            show(figures[^1]);
        }
        return new(measurement.Name, measurement.Title, measurement.Method, figures);
    }
}
