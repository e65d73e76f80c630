using System.Text;
using System.Text.RegularExpressions;

namespace DemoApp.Bench.Measuring;

/// <summary>BENCHMARKS.md: one section a measurement, each with the date of its own last run.</summary>
internal static partial class BenchmarksFile
{
    private const string Heading = "## ";

    /// <summary>The sections there are, by the name of their measurement.</summary>
    public static Dictionary<string, string> SectionsOf(string text) => Regex
        .Split(text.ReplaceLineEndings("\n"), $"(?m)^(?={Heading})")
        .Where(part => part.StartsWith(Heading, StringComparison.Ordinal) && Command().IsMatch(part))
        .ToDictionary(part => Command().Match(part).Groups[1].Value, part => part.TrimEnd() + "\n", StringComparer.Ordinal);

    public static string Text(IReadOnlyList<string> sections)
    {
        var verdicts = sections.SelectMany(section => Verdict().Matches(section)).Select(match => match.Groups[1].Value).ToList();
        var text = new StringBuilder();
        text.Append(
            $"""
            # Benchmarks

            Built programs in processes of their own, known by their addresses only. The bench, the load and the programs share the
            machine's cores, so the ratios tell more than the figures. Each section is the last run of its measurement; `./bench.sh` makes
            all of them anew. {verdicts.Count(verdict => verdict == "met")} of {verdicts.Count} limits met.

            """.ReplaceLineEndings("\n"));
        foreach (var section in sections)
        {
            text.Append('\n').Append(section);
        }
        return text.ToString();
    }

    [GeneratedRegex(@"`\./bench\.sh ([a-z]+)`")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?m)\| (met|NOT MET) \|$")]
    private static partial Regex Verdict();
}
