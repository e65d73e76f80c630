using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measuring;

/// <summary>Keeps a run: JSON under test-output/bench, and the last whole one in BENCHMARKS.md.</summary>
internal sealed record Report(DateTimeOffset At, Machine Machine, IReadOnlyList<Section> Sections)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task WriteAsync(bool whole, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{At:yyyyMMdd-HHmmss}.json");
        await File.WriteAllTextAsync(Repository.Output("bench", name), JsonSerializer.Serialize(this, Readable) + "\n", ct);
        if (whole)
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, "BENCHMARKS.md"), Markdown(), ct);
        }
    }

    private string Markdown()
    {
        var limited = Sections.SelectMany(s => s.Figures).Where(f => f.Limit is not null).ToList();
        var text = new StringBuilder();
        text.Append(
            """
            # Benchmarks

            The last run of `./bench.sh`: built programs in processes of their own, known by their addresses only. The bench, the load
            and the programs share the machine's cores, so the ratios tell more than the figures.


            """.ReplaceLineEndings("\n"));
        text.Append(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm} UTC · {Machine.System} · {Machine.Architecture} · ");
        text.Append(CultureInfo.InvariantCulture, $"{Machine.Cores} cores · {Machine.Runtime} · ");
        text.Append(CultureInfo.InvariantCulture, $"load average at the end {Machine.Load:0.0} · ");
        text.Append(CultureInfo.InvariantCulture, $"{limited.Count(f => f.IsMet)} of {limited.Count} limits met\n");
        foreach (var section in Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {section.Title}\n\n`./bench.sh {section.Name}`. {section.Method}\n\n");
            text.Append("| figure | value | limit | |\n|---|---:|---:|---|\n");
            foreach (var figure in section.Figures)
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"| {figure.What} | {figure.ValueText} | {figure.LimitText} | {figure.Verdict} |\n");
            }
        }
        return text.ToString();
    }
}
