using Xunit;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>docs/lab-fidelity.md: parts that begin with a title of the first order, each made by one test. REWRITE_FIDELITY=1 writes them.</summary>
internal static class FidelityDocument
{
    private static readonly SemaphoreSlim Turn = new(1);

    private static string File { get; } = Path.Combine(GoldenCase.Folder, "..", "..", "docs", "lab-fidelity.md");

    /// <summary>The part with the title of this one must already say the same.</summary>
    public static async Task CheckAsync(string part)
    {
        var ct = TestContext.Current.CancellationToken;
        var title = part[..part.IndexOf('\n', StringComparison.Ordinal)];
        part = part.TrimEnd() + "\n";
        await Turn.WaitAsync(ct);
        try
        {
            var parts = Split(await System.IO.File.ReadAllTextAsync(File, ct));
            var at = parts.FindIndex(other => other.StartsWith(title + "\n", StringComparison.Ordinal));
            if (Environment.GetEnvironmentVariable("REWRITE_FIDELITY") == "1")
            {
                if (at < 0)
                {
                    parts.Add(part);
                }
                else
                {
                    parts[at] = part;
                }

                await System.IO.File.WriteAllTextAsync(File, string.Join('\n', parts), ct);
                return;
            }

            Assert.True(at >= 0, $"docs/lab-fidelity.md has no part '{title}'.");
            Assert.Equal(part, parts[at]);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static List<string> Split(string document) =>
        [.. document.Split("\n# ").Select((part, i) => (i == 0 ? part : "# " + part).TrimEnd() + "\n")];
}
