using System.Text;
using DemoApp.Lab.Tests.KubeApi;
using Xunit;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>
/// Runs every recorded kubectl command against the lab's server, compares exit code and output with the genuine ones, and makes
/// docs/lab-fidelity.md of it. REWRITE_FIDELITY=1 writes the document; otherwise it must already say the same.
/// </summary>
public sealed class FidelityTests
{
    [Fact]
    public async Task RecordedCommands_AgainstTheLab_PrintWhatAGenuineServerHasThemPrint()
    {
        var containers = new GoldenContainers();
        await using var api = await RunningApi.StartAsync(containers, containers);
        using var kubectl = new KubectlRun(api);
        var (rows, wrong) = (new StringBuilder(), new StringBuilder());
        var (same, compared) = (0, 0);
        foreach (var step in KubectlStep.Read())
        {
            if (step.Recording.Length == 0)
            {
                var (ready, _, why) = await kubectl.RunAsync(step.Text);
                wrong.Append(ready == 0 ? "" : $"\n## {step.Text} did not get the state ready: {why}\n");
                continue;
            }
            var recording = KubectlRecording.Read(step.Recording);
            var (exit, output, error) = await kubectl.RunAsync(recording.Command, step.Text, recording);
            var isSame = exit == recording.Exit && InOrder(recording, output) == InOrder(recording, recording.Output)
                && error == recording.Error;
            var reason = KnownDifferences.All.GetValueOrDefault("kubectl/" + step.Recording);
            compared++;
            same += isSame ? 1 : 0;
            rows.Append($"| `{Cell(recording.Command)}` | {recording.Exit} | {exit} | {(isSame ? "same" : "differs")} | {(isSame ? "" : reason)} |\n");
            if (!isSame && reason is null)
            {
                wrong.Append($"\n## {step.Recording}: $ {recording.Command}\n# genuine, exit {recording.Exit}\n{recording.Output}\n{recording.Error}\n# lab, exit {exit}\n{output}\n{error}\n");
            }
            else if (isSame && reason is not null)
            {
                wrong.Append($"\n## {step.Recording} no longer differs; take it out of differences.txt\n");
            }
        }
        Assert.True(wrong.Length == 0, $"{same} of {compared} are the same; these differ without a reason:\n{wrong}");
        await FidelityDocument.CheckAsync(Document(rows.ToString(), same, compared));
    }

    /// <summary>kubectl logs of several pods goes through a Go map: in another order every time.</summary>
    private static string InOrder(KubectlRecording recording, string output) =>
        recording.Command.Contains("--prefix", StringComparison.Ordinal)
        ? string.Join('\n', output.Split('\n').Order(StringComparer.Ordinal))
        : output;

    private static string Document(string rows, int same, int compared) => $"""
        # How near the lab's Kubernetes is to a genuine one

        Made by a test (`FidelityTests`): each command was recorded with kubectl 1.32 against a genuine API server 1.32.13 (`tests/golden/kubectl`)
        and is run with the installed kubectl against the lab's server in the same state. Compared are the exit code and both outputs, but for
        ages, uids, resource versions, times, ports and the width of columns. {same} of {compared} are the same. The plain HTTP recordings
        (`tests/golden/http.jsonl`) are compared by `GoldenHttpTests`; what differs there on purpose is listed in `tests/golden/differences.txt`.

        | command | exit, genuine | exit, lab | output | why it differs |
        |---|---|---|---|---|
        {rows}
        """;

    private static string Cell(string command) => command.Replace("\\", "", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
