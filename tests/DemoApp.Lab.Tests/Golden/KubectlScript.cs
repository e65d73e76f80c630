namespace DemoApp.Lab.Tests.Golden;

/// <summary>A step of tests/golden/kubectl.script: a recording to compare with, or a command that gets the state ready.</summary>
/// <param name="Recording">Its name; empty for a command that is only run.</param>
/// <param name="Text">The command, or what stands in the environment of the recorded one.</param>
internal sealed record KubectlStep(string Recording, string Text)
{
    public static IEnumerable<KubectlStep> Read() =>
        from line in File.ReadLines(Path.Combine(GoldenCase.Folder, "kubectl.script"))
        where line.Length > 0 && line[0] != '#'
        select line[0] == '!' ? new KubectlStep("", line[2..]) : new KubectlStep(line.Split(' ')[0], line.Contains(' ', StringComparison.Ordinal) ? line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "");
}
