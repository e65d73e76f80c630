using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace DemoApp.EndToEnd.Running;

/// <summary>
/// What a person typed and what came, kept as text beside the story: command, <c>----</c>, output. What differs from run to run (ages,
/// uids, versions, addresses) is masked. With REWRITE_TRANSCRIPTS=1 the file is written anew, to be reviewed as a diff.
/// </summary>
internal sealed partial class Transcript(DemoProgram program, string name)
{
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("REWRITE_TRANSCRIPTS") == "1";
    private readonly StringBuilder text = new();

    /// <summary>Types a kubectl line, as it stands in the guide: quotes are the shell's.</summary>
    public async Task<string> KubectlAsync(string line)
    {
        var answer = await program.KubectlAsync(Words(line));
        answer.Succeeded();
        Add($"kubectl {line}", answer.Output + answer.Error);
        return answer.Output;
    }

    /// <summary>Opens a page and notes its status, and what of it a person came to see.</summary>
    public async Task PageAsync(string path, Func<string, string> see)
    {
        var (status, body) = await program.PageAsync(path);
        Add($"curl {path}", string.Create(CultureInfo.InvariantCulture, $"{status}\n{see(body)}"));
    }

    /// <summary>The transcript as it is kept; nothing may differ.</summary>
    public void Check()
    {
        var file = Path.Combine(Repository.Root, "tests", "DemoApp.EndToEnd", "Stories", "Transcripts", $"{name}.txt");
        if (Rewrite)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text.ToString());
        }
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text.ToString());
    }

    private void Add(string command, string output) => text.Append(text.Length > 0 ? "\n" : "").Append(command).Append("\n----\n").Append(Mask(output)).Append('\n');

    private static string Mask(string output)
    {
        var masked = output.ReplaceLineEndings("\n").Replace("\r", "\n", StringComparison.Ordinal).TrimEnd();
        masked = Uid().Replace(masked, "UID");
        masked = Address().Replace(masked, "10.244.$1.N");
        masked = Stamp().Replace(masked, "TIME");
        masked = Elapsed().Replace(masked, "Elapsed Time: 0:00:00");
        masked = Version().Replace(masked, "resourceVersion: \"VERSION\"");
        masked = Hash().Replace(masked, "-HASH");
        // How many steps are told on the way depends on how long the way takes.
        var lines = masked.Split('\n').Where(line => !line.EndsWith("] Restoring from disk", StringComparison.Ordinal));
        masked = string.Join('\n', lines.Select(line => Age().Replace(line, "AGE")));
        // Columns are as wide as what was masked in them.
        return Gap().Replace(masked, "   ");
    }

    /// <summary>A file is named as in the repository's own folder, where the guide is followed.</summary>
    private static string[] Words(string line) => [.. Word().Matches(line)
        .Select(word => word.Value.Replace("'", "", StringComparison.Ordinal))
        .Select(word => word.StartsWith("k8s/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word)];

    [GeneratedRegex("(?:'[^']*'|[^ '])+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\b10\.244\.(\d+)\.\d+\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"""?\b2\d{3}-\d\d-\d\dT[0-9:.]+Z""?")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"Elapsed Time: \d+:\d\d:\d\d")]
    private static partial Regex Elapsed();

    [GeneratedRegex(@"resourceVersion: ""\d+""")]
    private static partial Regex Version();

    [GeneratedRegex(@"-[0-9a-z]{8,10}-[0-9a-z]{5}\b")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(?<=\s{2,})(\d+[smhd])+$")]
    private static partial Regex Age();

    [GeneratedRegex(@"(?<=\S) {3,}(?=\S)")]
    private static partial Regex Gap();
}
