using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measuring;

/// <summary>Keeps a run: JSON under test-output/bench, and each measurement's last run in BENCHMARKS.md.</summary>
internal sealed record Report(DateTimeOffset At, Machine Machine, IReadOnlyList<Section> Sections)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="names">Of all measurements, in the order in which they are told.</param>
    public async Task WriteAsync(IReadOnlyList<string> names, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{At:yyyyMMdd-HHmmss}.json");
        await File.WriteAllTextAsync(Repository.Output("bench", name), JsonSerializer.Serialize(this, Readable) + "\n", ct);
        if (!Runs.Quick)
        {
            var file = Path.Combine(Repository.Root, "BENCHMARKS.md");
            var kept = BenchmarksFile.SectionsOf(File.Exists(file) ? await File.ReadAllTextAsync(file, ct) : "");
            foreach (var section in Sections)
            {
                kept[section.Name] = Markdown(section);
            }
            await File.WriteAllTextAsync(file, BenchmarksFile.Text([.. names.Where(kept.ContainsKey).Select(known => kept[known])]), ct);
        }
    }

    private string Markdown(Section section)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {section.Title}\n\n`./bench.sh {section.Name}`. {section.Method}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm} UTC · {Machine.System} · {Machine.Architecture} · ");
        text.Append(CultureInfo.InvariantCulture, $"{Machine.Cores} cores · {Machine.Runtime} · load average at the end {Machine.Load:0.0}\n\n");
        text.Append("| figure | value | limit | |\n|---|---:|---:|---|\n");
        foreach (var figure in section.Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | {figure.ValueText} | {figure.LimitText} | {figure.Verdict} |\n");
        }
        return text.ToString();
    }
}
