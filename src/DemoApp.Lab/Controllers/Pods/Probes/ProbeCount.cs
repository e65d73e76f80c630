namespace DemoApp.Lab.Controllers.Pods.Probes;

/// <summary>What a row of looks adds up to. Pure.</summary>
/// <param name="Holds">What is believed; null before the first threshold is reached.</param>
internal readonly record struct ProbeCount(bool? Holds, int Row, bool Last)
{
    public ProbeCount Saw(bool well, ProbeTimes times)
    {
        var row = Row > 0 && Last == well ? Row + 1 : 1;
        var believed = row >= (well ? times.Successes : times.Failures) ? well : Holds;
        return new(believed, row, well);
    }
}
