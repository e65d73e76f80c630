namespace DemoApp.Bench.Measuring;

/// <summary>One question about the running program, answered in figures.</summary>
internal interface IMeasurement
{
    /// <summary>The word that chooses it on the command line.</summary>
    string Name { get; }

    /// <summary>Heading of its figures.</summary>
    string Title { get; }

    /// <summary>How it is measured, for whoever doubts a figure.</summary>
    string Method { get; }

    IAsyncEnumerable<Figure> RunAsync(CancellationToken ct);
}
