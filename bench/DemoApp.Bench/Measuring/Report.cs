using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Measuring;

/// <summary>Keeps a run: JSON under test-output/bench, and the last whole one in BENCHMARKS.md.</summary>
internal sealed record Report(DateTimeOffset At, Machine Machine, IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        var text = new StringBuilder();
        text.Append("# Benchmarks\n\nThe last run of `./bench.sh`: the built program in processes of its own, known only by its kubeconfig.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm} UTC · {Machine.System} · {Machine.Architecture} · {Machine.Cores} cores · {Machine.Runtime} · ");
        text.Append(CultureInfo.InvariantCulture, $"load average at the end {Machine.Load:0.0}\n\n");
        text.Append("| figure | value | limit | |\n|---|---:|---:|---|\n");
        foreach (var figure in Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | {figure.ValueText} | {figure.LimitText} | {figure.Verdict} |\n");
        }
        return text.Append(
            """

            How it is measured: latencies run from before the patch is sent, so they hold more than "from patch accepted". All is TLS. The bench and
            the program share the machine's cores. Memory is the resident set of the process, started as a user starts it; the bench forces no collection.

            """.ReplaceLineEndings("\n")).ToString();
    }
}
