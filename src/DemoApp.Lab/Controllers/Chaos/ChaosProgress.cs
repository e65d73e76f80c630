namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>From the status before to the status after. Pure.</summary>
internal static class ChaosProgress
{
    /// <summary>The manifest is not understood whole, so nothing is injected.</summary>
    public static ChaosStatus Refused(IReadOnlyList<string> mistakes) => new()
    {
        Conditions =
        [
            new("Selected", "False", string.Join("; ", mistakes)),
            new("AllInjected", "False"),
            new("AllRecovered", "True"),
            new("Paused", "False"),
        ],
        Experiment = new() { DesiredPhase = "Stop" },
    };

    /// <param name="before">Null at first.</param>
    /// <param name="ns">Of the pods.</param>
    /// <param name="pods">Those meant.</param>
    /// <param name="run">Whether the fault is on.</param>
    /// <param name="paused">Whether a person paused it.</param>
    public static ChaosStatus Next(ChaosStatus? before, string ns, IReadOnlyList<string> pods, bool run, bool paused)
    {
        ChaosRecord[] records = [.. pods.Select(pod => Record(before, $"{ns}/{pod}", run))];
        return new()
        {
            Conditions =
            [
                new("Selected", Said(records.Length > 0), records.Length > 0 ? null : "no pod matches the selector"),
                new("AllInjected", Said(run && records.Length > 0)),
                new("AllRecovered", Said(!run)),
                new("Paused", Said(paused)),
            ],
            Experiment = new() { DesiredPhase = run ? "Run" : "Stop", Records = records },
        };
    }

    /// <summary>The pods chosen so far.</summary>
    public static IReadOnlyList<string> PodsOf(ChaosStatus? status) => [.. status?.Experiment.Records.Select(r => r.Pod) ?? []];

    public static bool Was(ChaosStatus? status, string condition) =>
        status?.Conditions.Any(c => c.Type == condition && c.Status == "True") == true;

    private static ChaosRecord Record(ChaosStatus? before, string id, bool run)
    {
        var record = before?.Experiment.Records.FirstOrDefault(r => r.Id == id) ?? new(id, ".", ChaosRecord.NotInjected, 0, 0);
        return (run, record.Phase) switch
        {
            (true, not ChaosRecord.Injected) => record with { Phase = ChaosRecord.Injected, InjectedCount = record.InjectedCount + 1 },
            (false, ChaosRecord.Injected) => record with { Phase = ChaosRecord.NotInjected, RecoveredCount = record.RecoveredCount + 1 },
            _ => record,
        };
    }

    private static string Said(bool so) => so ? "True" : "False";
}
