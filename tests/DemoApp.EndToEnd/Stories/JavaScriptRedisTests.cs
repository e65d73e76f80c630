using System.Globalization;
using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>ioredis, node-redis and node-redis' own early suite, from npm, against service testdb of the running program: tests/js-redis.</summary>
public sealed class JavaScriptRedisTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "js-redis");

    [Fact]
    public async Task Testdb_UsedByTheJavaScriptClients_AnswersAsRedisDoes()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "ioredis")))
        {
            Tool.Missing("ioredis is not installed; run npm ci in tests/js-redis");
        }
        await using var program = await DemoProgram.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["TESTDB_PORT"] = program.TestdbPorts[0].ToString(CultureInfo.InvariantCulture), ["HOME"] = program.Folder,
        };
        var files = Directory.GetFiles(Folder, "*.test.mjs");

        var answer = await Tool.RunAsync("node", ["--test", "--test-reporter=tap", .. files], TimeSpan.FromSeconds(90), settings);

        await File.WriteAllTextAsync(Repository.Output("logs", "javascript-redis.tap"), answer.Output, TestContext.Current.CancellationToken);
        answer.Succeeded();
        Assert.Matches(@"(?m)^# pass \d{2,}", answer.Output);
        // Each is in suite.mjs with its reason.
        Assert.Matches(@"(?m)^# skipped 21$", answer.Output);
    }
}
