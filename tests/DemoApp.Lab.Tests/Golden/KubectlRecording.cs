using System.Globalization;
using System.Text.RegularExpressions;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>What kubectl printed against a genuine server (tests/golden/kubectl/NAME.cmd.txt), with what differs between any two runs masked.</summary>
internal sealed partial record KubectlRecording(string Name, string Command, int Exit, string Meanwhile, string Output, string Error)
{
    public bool Watches => Exit == 124;

    public static KubectlRecording Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(GoldenCase.Folder, "kubectl", name + ".cmd.txt"));
        var lines = text.Split('\n');
        var (from, to, end) = (text.IndexOf("# --- stdout\n", StringComparison.Ordinal), text.IndexOf("# --- stderr\n", StringComparison.Ordinal), text.IndexOf("# --- requests", StringComparison.Ordinal));
        return new(
            name, lines[0][2..], int.Parse(ExitCode().Match(lines[1]).Groups[1].Value, CultureInfo.InvariantCulture),
            lines.FirstOrDefault(l => l.StartsWith("# meanwhile: ", StringComparison.Ordinal))?["# meanwhile: ".Length..] ?? "",
            Mask(text[(from + 13)..to]), Mask(text[(to + 13)..end]));
    }

    /// <summary>Ages, uids, versions, times, ports and random names become one word each; columns become one space.</summary>
    public static string Mask(string text)
    {
        text = Uid().Replace(text, "<uid>");
        text = Time().Replace(text, "<time>");
        text = Version().Replace(text, "$1<n>");
        text = Age().Replace(text, "<age>");
        text = Token().Replace(text, "<token>");
        text = Edit().Replace(text, "edit-<n>.yaml");
        text = LogPrefix().Replace(text, "E <log> ");
        text = Port().Replace(text, "127.0.0.1:<port>");
        return string.Join('\n', text.Split('\n').Select(line => Blanks().Replace(line, m => m.Index == 0 ? m.Value : " ").TrimEnd())).Trim('\n');
    }

    [GeneratedRegex(@"exit code (\d+)")]
    private static partial Regex ExitCode();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z(?<!2099-01-01T00:00:00Z)(?<!2025-01-01T\S*)")]
    private static partial Regex Time();

    [GeneratedRegex(@"(resourceVersion""?: ""?|generation""?: |Resource Version:\s+|Generation:\s+)\d+""?")]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<=\s)(\d+[smhd])+(?=\s|$)", RegexOptions.Multiline)]
    private static partial Regex Age();

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"\S*kubectl\S*-edit-\d+\.yaml")]
    private static partial Regex Edit();

    [GeneratedRegex(@"E\d{4} \S+\s+\d+ ")]
    private static partial Regex LogPrefix();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();
}
