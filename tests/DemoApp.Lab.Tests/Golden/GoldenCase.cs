using System.Text.Json;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>One recorded request and what a genuine API server (1.32.13) answered; one line of tests/golden/http.jsonl.</summary>
internal sealed record GoldenCase(string Name, JsonObject Recorded)
{
    private static readonly Lazy<IReadOnlyDictionary<string, GoldenCase>> Known = new(() => Read().ToDictionary(c => c.Name));

    public static IReadOnlyDictionary<string, GoldenCase> All => Known.Value;

    /// <summary>The folder of recordings, above wherever the tests run.</summary>
    public static string Folder { get; } = Find();

    public string Method => Text("method");

    public string Target => Text("target");

    public string Authorization => Text("Authorization");

    public string Body => Text("body");

    public int Status => Recorded["status"]!.GetValue<int>();

    public string MediaType => Text("answers").Split(';')[0];

    public string Answer => Text("text");

    public IEnumerable<string> Warnings => (Recorded["warnings"] as JsonArray ?? []).Select(w => w!.GetValue<string>());

    public string Text(string field) => Recorded[field]?.GetValue<string>() ?? "";

    private static IEnumerable<GoldenCase> Read() =>
        from line in File.ReadLines(Path.Combine(Folder, "http.jsonl"))
        let recorded = (JsonObject)JsonNode.Parse(line)!
        select new GoldenCase(recorded["name"]!.GetValue<string>(), recorded);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var here = Path.Combine(at.FullName, "tests", "golden");
            if (Directory.Exists(here))
            {
                return here;
            }
        }
        throw new DirectoryNotFoundException("tests/golden is not above " + AppContext.BaseDirectory);
    }
}
