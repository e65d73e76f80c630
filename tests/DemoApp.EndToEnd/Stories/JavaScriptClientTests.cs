using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>Kubernetes' own JavaScript client, from npm, against the running program. What it must see stands in tests/js-client.</summary>
public sealed class JavaScriptClientTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "js-client");

    [Fact]
    public async Task Lab_AskedByTheJavaScriptClient_ListsGetsWatchesPatchesAndExecs()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@kubernetes", "client-node")))
        {
            Tool.Missing("@kubernetes/client-node is not installed; run npm ci in tests/js-client");
        }
        await using var program = await DemoProgram.StartAsync();
        var settings = new Dictionary<string, string> { ["KUBECONFIG"] = program.Kubeconfig, ["HOME"] = program.Folder };

        var answer = await Tool.RunAsync("node", ["--test", "--test-reporter=tap", Path.Combine(Folder, "lab.test.mjs")], TimeSpan.FromSeconds(90), settings);

        await File.WriteAllTextAsync(Repository.Output("logs", "javascript-client.tap"), answer.Output, TestContext.Current.CancellationToken);
        answer.Succeeded();
        // A file without a test would succeed as well.
        Assert.Matches(@"(?m)^# pass [1-9]", answer.Output);
        Assert.Matches(@"(?m)^# skipped 0", answer.Output);
    }
}
